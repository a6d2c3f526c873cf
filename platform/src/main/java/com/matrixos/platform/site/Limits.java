package com.matrixos.platform.site;

import com.matrixos.api.settings.PlatformSettings;
import com.matrixos.base.config.Config;
import java.time.Duration;

/// What a computer may use.
///
/// @param memoryBytes of memory
/// @param cpuPercent of one CPU
/// @param idle without use for longer than that, it is put to sleep
record Limits(long memoryBytes, int cpuPercent, Duration idle) {
    private static final int MIB_BITS = 20;

    static Limits from(Config config) {
        return new Limits(
                (long) config.get(PlatformSettings.MEMORY_MB) << MIB_BITS,
                config.get(PlatformSettings.CPU_PERCENT),
                config.get(PlatformSettings.IDLE_TIMEOUT));
    }
}
