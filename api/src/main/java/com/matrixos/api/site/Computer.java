package com.matrixos.api.site;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Somebody's own computer, as its owner sees it.
///
/// @param url where it is opened
/// @param state `none`, `queued`, `provisioning`, `starting`, `running`, `stopping`, `stopped`, `destroying`, `failed`
/// @param cause a sentence on why it is in that state
/// @param since when that state began; null while there is none
/// @param steps how far its making is; empty when it was not made for an account
/// @param memory null while it does not run or cannot be measured
/// @param cpu null while there are not two readings of it
/// @param disk null until it has been counted
/// @param lastActive when somebody last used it
/// @param sleepsAt when it will be stopped if nobody uses it; null unless it runs
/// @param spend null while the proxy does not answer
/// @param version null while the engine does not answer
/// @param samples the newest 60, the oldest first
public record Computer(
        String handle,
        String url,
        String state,
        String cause,
        @Nullable String since,
        List<ProvisioningStep> steps,
        @Nullable Memory memory,
        @Nullable Cpu cpu,
        @Nullable Disk disk,
        @Nullable String lastActive,
        @Nullable String sleepsAt,
        @Nullable Spend spend,
        @Nullable Version version,
        List<Sample> samples) {
    /// @param usedBytes as `docker stats` counts it
    public record Memory(long usedBytes, long limitBytes) {}

    /// @param percent of one CPU, since the reading before
    public record Cpu(double percent, int limitPercent) {}

    /// @param usedBytes what the files of its home add up to
    public record Disk(long usedBytes) {}

    /// @param current what it was made from; null while it is not made
    /// @param available what it would be made from now; null when there is no image
    /// @param outdated whether the two differ
    public record Version(
            @Nullable String current, @Nullable String available, boolean outdated) {}

    /// One reading.
    ///
    /// @param cpuPercent null for the first one after a start
    public record Sample(
            String at, long memoryBytes, @Nullable Double cpuPercent) {}

    public Computer {
        steps = List.copyOf(steps);
        samples = List.copyOf(samples);
    }
}
