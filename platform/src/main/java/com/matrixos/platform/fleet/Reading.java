package com.matrixos.platform.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a computer used at one moment.
///
/// @param memoryBytes as `docker stats` counts it
/// @param memoryLimitBytes what it may use
/// @param cpuPercent of one CPU, since the reading before; null for the first one after a start
public record Reading(
        Instant at,
        long memoryBytes,
        long memoryLimitBytes,
        @Nullable Double cpuPercent) {}
