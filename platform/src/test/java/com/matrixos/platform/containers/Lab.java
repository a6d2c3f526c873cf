package com.matrixos.platform.containers;

import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.testkit.time.ManualScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/// One installation on a [FlakyEngine], with time that stands still until a test moves it.
final class Lab implements AutoCloseable {
    /// Remembers what it was told; can be out, or hang.
    static final class Ledger implements TokenRegistry {
        final Map<Handle, String> grants = new ConcurrentHashMap<>();
        final List<String> addresses = new CopyOnWriteArrayList<>();
        volatile Consumer<String> whenTold = _ -> {};
        volatile boolean out;

        @Override
        public void grant(Handle handle, String sha256, Optional<String> address) {
            refuseWhenOut();
            whenTold.accept(address.orElse("unknown"));
            grants.put(handle, sha256);
            addresses.add(address.orElse("unknown"));
        }

        @Override
        public void revoke(Handle handle) {
            refuseWhenOut();
            grants.remove(handle);
        }

        private void refuseWhenOut() {
            if (out) {
                throw new IllegalStateException("out");
            }
        }
    }

    static final Duration START_TIMEOUT = Duration.ofSeconds(20);
    static final Duration BOOST = Duration.ofSeconds(5);
    static final Duration IDLE = Duration.ofMinutes(30);
    static final Duration IDLE_CHECK = Duration.ofMinutes(5);

    /// Long, so that a slow machine changes nothing; a test with a proxy that hangs makes it short.
    Duration proxyPatience = Duration.ofSeconds(20);

    final FlakyEngine engine = new FlakyEngine();
    final ManualScheduler time = new ManualScheduler(Instant.parse("2026-02-15T11:30:18.123Z"));
    final Ledger proxy = new Ledger();
    final int ports = ThreadLocalRandom.current().nextInt(20_000, 31_000);
    final Database database;
    private final Path folder;

    Lab(Path folder) {
        this.folder = folder;
        this.database = Database.open(folder.resolve("platform.db"), "db/platform");
    }

    Containers containers() {
        return containers(Workshop.Steps.NONE);
    }

    Containers containers(Workshop.Steps steps) {
        return new Containers(database, engine, proxy, (Scheduler) time, settings(), steps);
    }

    /// Another on the same installation, whose containers reach the proxy at this address.
    Containers containersBehind(String proxyUrl) {
        return new Containers(database, engine, proxy, time, settings(Optional.of(proxyUrl)));
    }

    ContainerSettings settings() {
        return settings(Optional.empty());
    }

    private ContainerSettings settings(Optional<String> proxyUrl) {
        return new ContainerSettings(
                folder.resolve("users"),
                ports + 200,
                ports,
                50,
                50,
                new ContainerSettings.Timing(
                        IDLE, IDLE_CHECK, START_TIMEOUT, BOOST, Duration.ofSeconds(5), proxyPatience),
                proxyUrl,
                8080,
                handle -> "http://" + handle + ".localhost:9000");
    }

    Path home(Handle handle) {
        return folder.resolve("users").resolve(handle.text()).resolve("matrixos");
    }

    String status(Handle handle) {
        return text("SELECT status FROM containers WHERE handle = '" + handle + "'")
                .getFirst();
    }

    List<String> text(String query) {
        return database.read(tx -> tx.createQuery(query).mapTo(String.class).list());
    }

    /// How many rows each table has that a failed provisioning must leave empty.
    Map<String, Integer> rows() {
        var counts = new TreeMap<String, Integer>();
        for (String table : List.of("containers", "port_assignments", "handle_owners", "tickets", "sessions")) {
            counts.put(
                    table,
                    database.read(tx -> tx.createQuery("SELECT COUNT(*) FROM " + table)
                            .mapTo(Integer.class)
                            .one()));
        }
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    List<Path> folders() throws IOException {
        Path users = folder.resolve("users");
        if (!Files.exists(users)) {
            return List.of();
        }
        try (var files = Files.list(users)) {
            return files.toList();
        }
    }

    @Override
    public void close() throws SQLException {
        engine.close();
        database.close();
    }
}
