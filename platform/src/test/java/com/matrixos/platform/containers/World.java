package com.matrixos.platform.containers;

import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.base.time.SystemScheduler;
import com.matrixos.platform.engine.DockerEngine;
import com.matrixos.platform.engine.DockerSettings;
import com.matrixos.testkit.docker.DockerFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/// One installation on the real engine, with its own folder, database and ports, removed at the end.
final class World implements AutoCloseable {
    static final ContainerSettings.Timing TIMING = new ContainerSettings.Timing(
            Duration.ofMinutes(30),
            Duration.ofMinutes(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));

    final DockerFixture docker;
    final Path folder;
    final SystemScheduler scheduler = new SystemScheduler();
    final Database database;
    final DockerEngine engine;
    final String installation;

    private World(DockerFixture docker, Path folder, String image, String installation) {
        this.docker = docker;
        this.folder = folder;
        this.installation = installation;
        this.database = Database.open(folder.resolve("platform.db"), "db/platform");
        this.engine = DockerEngine.of(new DockerSettings(
                "unix:///var/run/docker.sock", installation, image, docker.network(), 64, Duration.ofSeconds(60)));
    }

    static World of(DockerFixture docker) {
        return of(docker, docker.image(), docker.installation());
    }

    static World of(DockerFixture docker, String image, String installation) {
        try {
            return new World(docker, Files.createTempDirectory("world"), image, installation);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    Containers containers() {
        return containers(engine, scheduler, Workshop.Steps.NONE);
    }

    Containers containers(ContainerEngine engine, Scheduler scheduler, Workshop.Steps steps) {
        return new Containers(database, engine, new NoProxy(), scheduler, settings(), steps);
    }

    ContainerSettings settings() {
        return new ContainerSettings(
                folder.resolve("users"),
                docker.ports() + 500,
                docker.ports(),
                100,
                50,
                TIMING,
                Optional.empty(),
                8080,
                handle -> "http://" + handle + ".localhost:9000");
    }

    Handle handle(String name) {
        return Handle.of(docker.handle(name));
    }

    Path home(Handle handle) {
        return folder.resolve("users").resolve(handle.text()).resolve("matrixos");
    }

    int rows(String table) {
        return database.read(tx -> tx.createQuery("SELECT COUNT(*) FROM " + table)
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public void close() throws IOException, SQLException {
        docker.close();
        engine.close();
        database.close();
        scheduler.close();
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    /// A proxy that believes everything.
    static final class NoProxy implements TokenRegistry {
        @Override
        public void grant(Handle handle, String sha256, Optional<String> address) {}

        @Override
        public void revoke(Handle handle) {}
    }
}
