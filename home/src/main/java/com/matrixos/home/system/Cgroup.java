package com.matrixos.home.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Reads what the kernel accounts to this container: control groups of version 2, or else of version 1.
///
/// @param root where they are mounted, `/sys/fs/cgroup` on every system there is
record Cgroup(Path root) {
    /// Version 1 writes "no limit" as the largest multiple of a page; no machine has a pebibyte.
    private static final long NO_LIMIT = 1L << 50;

    /// Bytes in use that cannot be given back at once: file pages the kernel would drop first are not counted,
    /// as in `docker stats`, since they fill every container to its limit sooner or later.
    OptionalLong memoryUsed() {
        OptionalLong used = number("memory.current", "memory/memory.usage_in_bytes");
        long reclaimable = reclaimable();
        return used.isPresent() ? OptionalLong.of(Math.max(0, used.getAsLong() - reclaimable)) : used;
    }

    /// The limit in bytes, empty when there is none.
    OptionalLong memoryLimit() {
        OptionalLong limit = number("memory.max", "memory/memory.limit_in_bytes");
        return limit.isPresent() && limit.getAsLong() >= NO_LIMIT ? OptionalLong.empty() : limit;
    }

    private long reclaimable() {
        return read("memory.stat")
                .flatMap(text -> field(text, "inactive_file "))
                .or(() -> read("memory/memory.stat").flatMap(text -> field(text, "total_inactive_file ")))
                .orElse(0L);
    }

    private static Optional<Long> field(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> Long.parseLong(line.substring(name.length()).strip()))
                .findFirst();
    }

    /// The content of the first of the files that exists, when it is a number (version 2 writes `max`).
    private OptionalLong number(String... files) {
        return Stream.of(files)
                .flatMap(file -> read(file).stream())
                .limit(1)
                .map(String::strip)
                .filter(text -> text.matches("[0-9]{1,18}|9[0-9]{18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    private Optional<String> read(String file) {
        try {
            return Optional.of(Files.readString(root.resolve(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
