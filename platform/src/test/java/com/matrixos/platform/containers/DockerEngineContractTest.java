package com.matrixos.platform.containers;

import com.matrixos.platform.engine.DockerEngine;
import com.matrixos.platform.engine.DockerSettings;
import com.matrixos.testkit.docker.DockerFixture;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// The Docker adapter against a real Docker Engine.
@Tag("docker")
final class DockerEngineContractTest extends EngineContract {
    @TempDir
    Path folder;

    private final DockerFixture docker = DockerFixture.create();

    @AfterEach
    void close() {
        docker.close();
    }

    @Override
    ContainerEngine engine() {
        return engine("unix:///var/run/docker.sock", docker.image());
    }

    @Override
    ContainerEngine engineWithoutImage() {
        return engine("unix:///var/run/docker.sock", "matrixos-testkit:none");
    }

    @Override
    ContainerEngine deadEngine() {
        return engine("unix:///nowhere/docker.sock", docker.image());
    }

    private ContainerEngine engine(String host, String image) {
        return DockerEngine.of(
                new DockerSettings(host, docker.installation(), image, docker.network(), 64, Duration.ofSeconds(60)));
    }

    @Override
    Handle handle(String name) {
        return Handle.of(docker.handle(name));
    }

    @Override
    int ports() {
        return docker.ports();
    }

    @Override
    Path homes() {
        return folder;
    }

    @Override
    void pause(String id, Handle handle) {
        docker.docker("pause", id);
    }

    @Override
    void makeForeign(Handle handle) {
        docker.docker("create", "--name", "matrixos-" + handle, docker.image());
    }

    @Override
    int cpuPercent(String id) {
        int quota = Integer.parseInt(docker.docker("inspect", "-f", "{{.HostConfig.CpuQuota}}", id));
        return quota <= 0 ? 0 : quota / 1000;
    }
}
