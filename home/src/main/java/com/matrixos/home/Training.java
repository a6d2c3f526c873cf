package com.matrixos.home;

import com.matrixos.base.config.Config;
import com.matrixos.base.config.Environment;
import com.matrixos.base.lifecycle.Lifecycle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A short life of a computer from boot to its end, for the JVM to learn from: run once in the image build, it makes
/// the cache of loaded classes and profiles that every later start begins with.
final class Training {
    private static final List<String> PAGES = List.of(
            "/health",
            "/api/system/info",
            "/api/files",
            "/api/files?path=documents",
            "/files/sample.txt",
            "/",
            "/assets/none.js",
            "/api/none",
            "/api/terminals");

    private Training() {}

    /// Serves itself on free ports of the loopback address.
    ///
    /// @throws IOException when anything is not answered as it should be: then the image would not work either
    static void run() throws IOException {
        Path home = Files.createTempDirectory("matrix-training");
        try {
            Files.writeString(home.resolve("sample.txt"), "sample\n");
            Files.createDirectory(home.resolve("documents"));
            try (Home computer = Home.start(new Lifecycle(), config(home), System.getenv())) {
                var client = new TrainingClient(computer.shellPort());
                for (String page : PAGES) {
                    client.get(page);
                }
                requireHealthy(new TrainingClient(computer.port()).get("/health"));
                client.terminal("echo a$((6*7))b\n", "a42b");
            }
        } finally {
            remove(home);
        }
    }

    private static Config config(Path home) {
        Map<String, String> values = new HashMap<>(System.getenv());
        values.put(HomeSettings.PORT.name(), "0");
        values.put(HomeSettings.SHELL_PORT.name(), "0");
        values.put(HomeSettings.BIND.name(), "127.0.0.1");
        values.put(HomeSettings.HOME.name(), home.toString());
        return Config.read(HomeSettings.ALL, Environment.of(values));
    }

    private static void requireHealthy(byte[] answer) throws IOException {
        if (!new String(answer, StandardCharsets.UTF_8).contains("\"status\":\"ok\"")) {
            throw new IOException("the training run is not healthy");
        }
    }

    private static void remove(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
