package com.matrixos.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The files of the checkout that these tests read.
final class Checkout {
    /// Surefire runs in the module's folder.
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private Checkout() {}

    static String read(String path) {
        try {
            return Files.readString(ROOT.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
