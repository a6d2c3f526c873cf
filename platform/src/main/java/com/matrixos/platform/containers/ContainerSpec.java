package com.matrixos.platform.containers;

import java.nio.file.Path;
import java.util.Map;

/// A container as it shall be made. What all containers have in common (image, limits, hardening) the
/// engine knows.
///
/// @param handle whose it is; the container is named `matrixos-{handle}`
/// @param userId who owns it, for its label
/// @param gatewayPort loopback port of the host that leads to its port 4000
/// @param shellPort loopback port of the host that leads to its port 3000
/// @param home the host's folder that is its home; exists
/// @param owner user and group it runs as
/// @param environment its variables, the token among them: never log this
public record ContainerSpec(
        Handle handle,
        String userId,
        int gatewayPort,
        int shellPort,
        Path home,
        Owner owner,
        Map<String, String> environment) {
    /// A numeric user and group.
    public record Owner(int uid, int gid) {}

    public ContainerSpec {
        environment = Map.copyOf(environment);
    }

    /// Everything but the environment's values.
    @Override
    public String toString() {
        return "ContainerSpec[" + handle + ", " + gatewayPort + ", " + shellPort + ", " + home + "]";
    }
}
