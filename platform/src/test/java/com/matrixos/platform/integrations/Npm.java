package com.matrixos.platform.integrations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The makers' own libraries for Node.js, fetched from npm once and kept, so that what we say is held against what they
/// say.
public final class Npm {
    private static final long PATIENCE_MINUTES = 5;

    private final Path folder;

    private Npm(Path folder) {
        this.folder = folder;
    }

    /// Fetches packages, each with its exact version.
    public static Npm of(String... packages) throws IOException, InterruptedException {
        Path folder = root().resolve(
                        ".matrixos/cache/npm-" + String.join("-", packages).replaceAll("[^a-z0-9.-]", "-"));
        if (!Files.exists(folder.resolve("complete"))) {
            Files.createDirectories(folder);
            run(
                    folder,
                    Stream.concat(
                                    Stream.of(
                                            "npm",
                                            "install",
                                            "--ignore-scripts",
                                            "--no-audit",
                                            "--no-fund",
                                            "--no-save"),
                                    Stream.of(packages))
                            .toList());
            Files.createFile(folder.resolve("complete"));
        }
        return new Npm(folder);
    }

    /// Puts a program beside the packages and gives what it prints.
    public String run(String program, String... arguments) throws IOException, InterruptedException {
        return run(
                folder,
                Stream.concat(Stream.of("node", file(program).toString()), Stream.of(arguments))
                        .toList());
    }

    /// Puts a program beside the packages, to be started by whoever calls.
    public ProcessBuilder program(String program) throws IOException {
        return new ProcessBuilder("node", file(program).toString()).directory(folder.toFile());
    }

    private Path file(String program) throws IOException {
        Path file = Files.createTempFile(folder, "program", ".mjs");
        file.toFile().deleteOnExit();
        return Files.writeString(file, program);
    }

    private static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            if (!ended || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(command + " failed: " + Files.readString(output));
            }
            return Files.readString(output);
        } finally {
            Files.delete(output);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("matrixos")) || !Files.exists(folder.resolve("pom.xml"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
