package com.matrixos.platform.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import com.matrixos.api.settings.BridgeName;
import com.matrixos.platform.containers.EngineException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The containers' network: a bridge whose members cannot reach each other, only the host and what is
/// beyond it.
final class Networks {
    private static final Logger LOG = LoggerFactory.getLogger(Networks.class);

    private static final String ICC = "com.docker.network.bridge.enable_icc";
    private static final String BRIDGE = "com.docker.network.bridge.name";

    private static final long PACE_NANOS = Duration.ofMillis(20).toNanos();
    private static final int MOST_LOOKS = 100;

    /// One of us makes it, the others find it.
    private static final ReentrantLock MAKING = new ReentrantLock();

    private Networks() {}

    /// Makes it unless it is there. Whoever else does so at the same time, we get the same one.
    ///
    /// @return the host's address in it
    static String ensure(DockerClient docker, String name) {
        Optional<Network> present = find(docker, name);
        if (present.isPresent()) {
            return gateway(present.get());
        }
        MAKING.lock();
        try {
            return gateway(find(docker, name).orElseGet(() -> make(docker, name)));
        } finally {
            MAKING.unlock();
        }
    }

    private static Network make(DockerClient docker, String name) {
        try {
            docker.createNetworkCmd()
                    .withName(name)
                    .withDriver("bridge")
                    .withCheckDuplicate(true)
                    .withOptions(Map.of(BRIDGE, BridgeName.of(name), ICC, "false"))
                    .withLabels(Map.of(Labels.NETWORK, name))
                    .exec();
            LOG.info("network made name={}", name);
            return awaited(docker, name)
                    .orElseThrow(
                            () -> new EngineException(EngineException.Kind.REFUSED, "the network vanished: " + name));
        } catch (DockerException e) {
            // Another process is making it: Docker says 403 (the bridge is taken) or 409 (the name is), before it shows
            // the network to anybody.
            return awaited(docker, name).orElseThrow(() -> e);
        }
    }

    private static Optional<Network> awaited(DockerClient docker, String name) {
        Optional<Network> network = find(docker, name);
        for (int look = 0; network.isEmpty() && look < MOST_LOOKS; look++) {
            LockSupport.parkNanos(PACE_NANOS);
            network = find(docker, name);
        }
        return network;
    }

    private static Optional<Network> find(DockerClient docker, String name) {
        try {
            Network network = docker.inspectNetworkCmd().withNetworkId(name).exec();
            if (!"false"
                    .equals(Objects.requireNonNullElse(network.getOptions(), Map.<String, String>of())
                            .get(ICC))) {
                LOG.warn(
                        "containers on this network can reach each other; remove it to have it made anew name={}",
                        name);
            }
            return Optional.of(network);
        } catch (NotFoundException _) {
            return Optional.empty();
        }
    }

    private static String gateway(Network network) {
        return network.getIpam().getConfig().stream()
                .map(Network.Ipam.Config::getGateway)
                .filter(Objects::nonNull)
                .filter(address -> address.indexOf(':') < 0)
                // Docker may note the address with the width of the network.
                .map(address -> address.replaceFirst("/.*", ""))
                .findFirst()
                .orElseThrow(() -> new EngineException(
                        EngineException.Kind.REFUSED, "the network has no gateway: " + network.getName()));
    }
}
