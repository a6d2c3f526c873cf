package com.matrixos.home.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The name of the program a terminal's user is looking at, as the kernel knows it.
final class ForegroundProgram {
    /// Index of `tpgid` among the fields of `/proc/{pid}/stat` that follow the parenthesised name.
    private static final int FOREGROUND_GROUP = 5;

    private ForegroundProgram() {}

    /// The name of the leader of the foreground process group of this process's terminal.
    static Optional<String> name(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The name may hold blanks and parentheses; the last parenthesis ends it.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Optional.of(Files.readString(Path.of("/proc/" + fields[FOREGROUND_GROUP] + "/comm"))
                    .strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
