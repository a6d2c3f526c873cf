package com.matrixos.platform.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The machine's memory, as the kernel counts it (proc(5), `/proc/meminfo`).
///
/// @param totalBytes all of it
/// @param availableBytes what programs could have without anything being swapped out
record HostMemory(long totalBytes, long availableBytes) {
    private static final long KIB = 1024;

    /// As it is now; nothing on a machine that does not tell.
    static Optional<HostMemory> now(Path meminfo) {
        Map<String, Long> lines = new HashMap<>();
        try {
            for (String line : Files.readAllLines(meminfo)) {
                String[] parts = line.split(":?\\s+", 3);
                if (parts.length > 1) {
                    lines.put(parts[0], Long.parseLong(parts[1]) * KIB);
                }
            }
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
        Long total = lines.get("MemTotal");
        Long available = lines.get("MemAvailable");
        return total == null || available == null ? Optional.empty() : Optional.of(new HostMemory(total, available));
    }
}
