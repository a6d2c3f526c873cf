package com.matrixos.platform.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import com.matrixos.platform.containers.ContainerSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// How a user's container is made: what it may, and above all what it may not.
final class Creation {
    private static final String HOME = "/home/matrixos/home";
    private static final int GATEWAY = 4000;
    private static final int SHELL = 3000;
    private static final long MIB = 1024L * 1024;

    /// Enough for a desktop with many terminals, and a fork bomb ends here.
    private static final long PIDS = 256;

    private static final LogConfig LOGS =
            new LogConfig(LogConfig.LoggingType.JSON_FILE, Map.of("max-size", "5m", "max-file", "3"));

    /// The image's own user, to whom new homes are given.
    private static final ContainerSpec.Owner IMAGE_USER = new ContainerSpec.Owner(1001, 1001);

    private Creation() {}

    static CreateContainerCmd command(DockerClient docker, DockerSettings settings, ContainerSpec spec, Path home) {
        CreateContainerCmd command = docker.createContainerCmd(settings.image())
                .withName(Labels.name(spec.handle()))
                .withLabels(Labels.of(settings.installation(), spec.handle(), spec.userId()))
                .withEnv(spec.environment().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList())
                .withExposedPorts(ExposedPort.tcp(GATEWAY), ExposedPort.tcp(SHELL))
                .withHostName(spec.handle().text())
                .withHostConfig(host(settings, spec, home));
        return spec.owner().equals(IMAGE_USER)
                ? command
                : command.withUser(spec.owner().uid() + ":" + spec.owner().gid());
    }

    private static HostConfig host(DockerSettings settings, ContainerSpec spec, Path home) {
        long memory = settings.memoryMb() * MIB;
        return HostConfig.newHostConfig()
                .withNetworkMode(settings.network())
                .withPortBindings(bind(spec.gatewayPort(), GATEWAY), bind(spec.shellPort(), SHELL))
                // A mount, not a "bind": the engine makes a missing bind's folder itself, as root.
                .withMounts(List.of(new Mount()
                        .withType(MountType.BIND)
                        .withSource(home.toString())
                        .withTarget(HOME)))
                .withMemory(memory)
                .withMemorySwap(memory)
                .withPidsLimit(PIDS)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withInit(true)
                .withLogConfig(LOGS)
                // After a reboot, a restart of the engine or a crash what ran shall run, whether the platform is up
                // or not. "unless-stopped" and not "always", because the engine then remembers which ones we stopped
                // and leaves those asleep; "on-failure" would not bring anything back after a reboot.
                .withRestartPolicy(RestartPolicy.unlessStoppedRestart());
    }

    private static PortBinding bind(int hostPort, int containerPort) {
        return new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", hostPort), ExposedPort.tcp(containerPort));
    }
}
