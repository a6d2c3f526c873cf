package com.matrixos.home.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What `/proc/{pid}/stat` tells of a process: its fields after the parenthesised name (proc_pid_stat(5)).
final class ProcStat {
    private static final int SESSION = 3;
    private static final int FOREGROUND_GROUP = 5;

    private final String[] fields;

    private ProcStat(String[] fields) {
        this.fields = fields;
    }

    /// Of a process; nothing when there is none.
    static Optional<ProcStat> of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The name may hold blanks and parentheses; the last parenthesis ends it.
            return Optional.of(
                    new ProcStat(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The process that leads its session.
    long session() {
        return Long.parseLong(fields[SESSION]);
    }

    /// The leader of the foreground process group of its terminal.
    long foreground() {
        return Long.parseLong(fields[FOREGROUND_GROUP]);
    }
}
