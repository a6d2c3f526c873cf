package com.matrixos.platform.engine;

import com.matrixos.api.settings.PlatformSettings;
import com.matrixos.base.config.Config;
import java.time.Duration;

/// What the Docker adapter needs to know.
///
/// @param host address of the engine, for example `unix:///var/run/docker.sock`
/// @param installation whose containers are ours
/// @param image what containers are made from
/// @param network the containers' network
/// @param memoryMb memory limit in MiB, swap included
/// @param patience how long the engine may take for one call, in which a container may have to be stopped
public record DockerSettings(
        String host, String installation, String image, String network, int memoryMb, Duration patience) {
    private static final Duration MARGIN = Duration.ofSeconds(60);

    /// From the settings of the process.
    public static DockerSettings from(Config config, String installation) {
        return new DockerSettings(
                config.get(PlatformSettings.DOCKER_HOST),
                installation,
                config.get(PlatformSettings.IMAGE),
                config.get(PlatformSettings.NETWORK),
                config.get(PlatformSettings.MEMORY_MB),
                config.get(PlatformSettings.STOP_TIMEOUT).plus(MARGIN));
    }
}
