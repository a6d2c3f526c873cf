package com.matrixos.home.system;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answer of `GET /api/system/info`.
///
/// @param version of the program, `development` when it does not run from its jar
/// @param handle whose computer this is
/// @param uptime whole seconds since the start
/// @param startedAt when this process started
/// @param memory of the whole container
/// @param modules apps with a port of their own
/// @param channels by name, whether they are connected
/// @param skills how many the agent has
/// @param todayCost what the agent has spent today, in US dollars
record SystemInfo(
        String version,
        String handle,
        long uptime,
        String startedAt,
        Memory memory,
        List<String> modules,
        Map<String, Boolean> channels,
        int skills,
        double todayCost) {

    /// @param usedBytes in use, absent where the kernel does not tell
    /// @param limitBytes at which the kernel ends processes, absent when there is no limit
    record Memory(@Nullable Long usedBytes, @Nullable Long limitBytes) {}

    /// A computer without modules, channels, skills or an agent: all that this version can have.
    static SystemInfo bare(String version, String handle, Instant startedAt, Instant now, Memory memory) {
        long uptime = now.getEpochSecond() - startedAt.getEpochSecond();
        return new SystemInfo(version, handle, uptime, startedAt.toString(), memory, List.of(), Map.of(), 0, 0);
    }
}
