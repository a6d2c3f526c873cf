package com.matrixos.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The source tree the tests run in.
final class Checkout {
    private static final Set<String> NOT_SOURCE = Set.of("target", "node_modules", "dist", ".git", ".matrixos");

    private Checkout() {}

    /// The folder with the launcher in it.
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("matrixos"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /// Every source file with this ending.
    static List<Path> files(String ending) {
        try (Stream<Path> tree = Files.walk(root())) {
            return tree.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> Stream.of(root().relativize(file).toString().split("/", -1))
                            .noneMatch(NOT_SOURCE::contains))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("walk the checkout", e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("read " + file, e);
        }
    }
}
