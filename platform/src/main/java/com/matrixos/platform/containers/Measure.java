package com.matrixos.platform.containers;

/// What a running container uses at one moment.
///
/// @param memoryBytes in use, as `docker stats` counts it: without the file cache that can be dropped at once
/// @param memoryLimitBytes what it may use
/// @param cpuNanos the CPU time of all its processes since it was started, in ns; two of them make a load
/// @param processes how many it has, threads counted
public record Measure(long memoryBytes, long memoryLimitBytes, long cpuNanos, long processes) {}
