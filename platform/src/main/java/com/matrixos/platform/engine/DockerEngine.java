package com.matrixos.platform.engine;

import static com.matrixos.platform.engine.Failures.translated;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import com.matrixos.platform.containers.ContainerEngine;
import com.matrixos.platform.containers.ContainerSpec;
import com.matrixos.platform.containers.EngineException;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.Image;
import com.matrixos.platform.containers.Measure;
import com.matrixos.platform.containers.Sighting;
import com.matrixos.platform.containers.Sighting.Condition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Docker Engine, 20.10 and later. Safe for use from any thread.
public final class DockerEngine implements ContainerEngine, AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 64;
    private static final long CPU_PERIOD_MICROS = 100_000;
    private static final long NO_QUOTA = -1;

    private final DockerSettings settings;
    private final DockerHttpClient http;
    private final DockerClient docker;
    private final DockerClient streams;
    private volatile @Nullable HostPaths paths;

    private DockerEngine(DockerSettings settings) {
        this.settings = settings;
        this.http = http(settings.host(), settings.patience());
        this.docker = client(settings.host(), http);
        // A stream may have nothing to tell for days.
        this.streams = client(settings.host(), http(settings.host(), Duration.ZERO));
    }

    /// Does not connect yet: the engine may come up later than we do.
    public static DockerEngine of(DockerSettings settings) {
        return new DockerEngine(settings);
    }

    @Override
    public String ensureNetwork() {
        return translated(() -> Networks.ensure(docker, settings.network()));
    }

    @Override
    public String create(ContainerSpec spec) {
        return translated(() -> {
            requireImage();
            Path home = paths().onHost(spec.home());
            try {
                return Creation.command(docker, settings, spec, home).exec().getId();
            } catch (ConflictException e) {
                throw new EngineException(EngineException.Kind.NAME_TAKEN, Labels.name(spec.handle()), e);
            }
        });
    }

    @Override
    public void start(String id) {
        translated(() -> {
            try {
                docker.startContainerCmd(id).exec();
            } catch (NotModifiedException _) {
                return false;
            } catch (ConflictException e) {
                // "cannot start a paused container": not our word for it, so look.
                if (!thaw(id)) {
                    throw e;
                }
            }
            return true;
        });
    }

    @Override
    public void stop(String id, Duration grace) {
        translated(() -> {
            try {
                thaw(id);
                docker.stopContainerCmd(id)
                        .withTimeout(Math.toIntExact(grace.plusMillis(999).toSeconds()))
                        .exec();
            } catch (NotModifiedException | NotFoundException _) {
                return false;
            }
            return true;
        });
    }

    @Override
    public void remove(String id) {
        translated(() -> {
            try {
                docker.removeContainerCmd(id)
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec();
            } catch (NotFoundException _) {
                return false;
            } catch (ConflictException e) {
                Removal.await(docker, id, e);
            }
            return true;
        });
    }

    @Override
    public Optional<Sighting> inspect(Handle handle) {
        return translated(() -> {
            try {
                return Optional.of(sighting(
                        handle, docker.inspectContainerCmd(Labels.name(handle)).exec()));
            } catch (NotFoundException _) {
                return Optional.empty();
            }
        });
    }

    @Override
    public List<Sighting> list() {
        return translated(() -> docker
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(Labels.INSTALLATION, settings.installation()))
                .exec()
                .stream()
                .flatMap(container -> sighting(container).stream())
                .toList());
    }

    @Override
    public void limitCpu(String id, int percent) {
        translated(() -> {
            try {
                long quota = percent == NO_CPU_LIMIT ? NO_QUOTA : percent * CPU_PERIOD_MICROS / 100;
                return docker.updateContainerCmd(id)
                        .withCpuPeriod(CPU_PERIOD_MICROS)
                        .withCpuQuota(quota)
                        .exec();
            } catch (NotFoundException _) {
                return id;
            }
        });
    }

    @Override
    public void watch(Watcher watcher) {
        EventStream.follow(streams, settings.installation(), watcher);
    }

    @Override
    public List<String> logs(String id, int lines) {
        return translated(() -> LastLines.of(docker, id, lines));
    }

    @Override
    public void follow(String id, int lines, Consumer<String> each) {
        translated(() -> {
            FollowedLog.follow(streams, id, lines, each);
            return true;
        });
    }

    @Override
    public Optional<Measure> measure(String id) {
        return translated(() -> OneShotStats.of(http, id));
    }

    @Override
    public Image image() {
        return translated(() -> {
            InspectImageResponse image = requireImage();
            return new Image(settings.image(), text(image.getId()), Instant.parse(text(image.getCreated())));
        });
    }

    @Override
    public void close() throws IOException {
        docker.close();
        streams.close();
    }

    /// Thaws a paused container.
    ///
    /// @return whether it was paused
    private boolean thaw(String id) {
        if (!Boolean.TRUE.equals(
                docker.inspectContainerCmd(id).exec().getState().getPaused())) {
            return false;
        }
        docker.unpauseContainerCmd(id).exec();
        return true;
    }

    private InspectImageResponse requireImage() {
        try {
            return docker.inspectImageCmd(settings.image()).exec();
        } catch (NotFoundException e) {
            throw new EngineException(EngineException.Kind.IMAGE_MISSING, settings.image(), e);
        }
    }

    private Sighting sighting(Handle handle, InspectContainerResponse container) {
        Map<String, String> labels =
                Objects.requireNonNullElse(container.getConfig().getLabels(), Map.of());
        InspectContainerResponse.ContainerState state = container.getState();
        return new Sighting(
                container.getId(),
                handle,
                labels.getOrDefault(Labels.USER, ""),
                settings.installation().equals(labels.get(Labels.INSTALLATION)),
                condition(Objects.requireNonNullElse(state.getStatus(), "")),
                Objects.requireNonNullElse(container.getRestartCount(), 0),
                Optional.ofNullable(state.getExitCodeLong())
                        .map(Math::toIntExact)
                        .orElse(0),
                address(container.getNetworkSettings().getNetworks()),
                text(container.getImageId()));
    }

    private Optional<Sighting> sighting(Container container) {
        Map<String, String> labels = container.getLabels();
        return Handle.parse(labels.getOrDefault(Labels.HANDLE, ""))
                .map(handle -> new Sighting(
                        container.getId(),
                        handle,
                        labels.getOrDefault(Labels.USER, ""),
                        true,
                        condition(container.getState()),
                        0,
                        0,
                        Optional.ofNullable(container.getNetworkSettings())
                                .flatMap(networks -> address(networks.getNetworks())),
                        text(container.getImageId())));
    }

    /// Docker says that one without an address has an empty one.
    private Optional<String> address(@Nullable Map<String, ContainerNetwork> networks) {
        return Optional.ofNullable(networks)
                .map(all -> all.get(settings.network()))
                .map(ContainerNetwork::getIpAddress)
                .filter(address -> !address.isEmpty());
    }

    private static String text(@Nullable String maybe) {
        return Objects.requireNonNullElse(maybe, "");
    }

    private static Condition condition(String status) {
        return switch (status) {
            case "running" -> Condition.RUNNING;
            case "paused" -> Condition.PAUSED;
            case "restarting" -> Condition.RESTARTING;
            default -> Condition.STOPPED; // created, exited, dead, removing
        };
    }

    /// Found out at the first use, when the engine answers.
    private HostPaths paths() {
        HostPaths known = paths;
        if (known == null) {
            known = HostPaths.detect(docker);
            paths = known;
        }
        return known;
    }

    private static DockerClient client(String host, DockerHttpClient http) {
        return DockerClientImpl.getInstance(config(host), http);
    }

    private static DockerClientConfig config(String host) {
        return DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(host)
                .withDockerTlsVerify(false)
                .build();
    }

    private static DockerHttpClient http(String host, Duration patience) {
        DockerClientConfig config = config(host);
        var http = new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig())
                .maxConnections(CONNECTIONS)
                .connectionTimeout(CONNECT);
        if (!patience.isZero()) {
            http.responseTimeout(patience);
        }
        return http.build();
    }
}
