package com.matrixos.home.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The name of the program a terminal's user is looking at, as the kernel knows it.
final class ForegroundProgram {
    private ForegroundProgram() {}

    /// The name of the leader of the foreground process group of this process's terminal.
    static Optional<String> name(long pid) {
        return ProcStat.of(pid).flatMap(stat -> comm(stat.foreground()));
    }

    private static Optional<String> comm(long pid) {
        try {
            return Optional.of(
                    Files.readString(Path.of("/proc/" + pid + "/comm")).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
