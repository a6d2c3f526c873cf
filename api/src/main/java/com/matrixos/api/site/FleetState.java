package com.matrixos.api.site;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// All computers of an installation at one glance. A part whose source does not answer is null; the others are there.
///
/// @param running those that run and answer
/// @param frozen those that the engine has paused; not counted among the running
/// @param stopped those that sleep
/// @param failed those that did not come up
/// @param total all, those on the way between two states included
/// @param outOfMemory24h how often memory ran out in any of them in the last 24 hours
public record FleetState(
        int running,
        int frozen,
        int stopped,
        int failed,
        int total,
        @Nullable Memory memory,
        @Nullable Spend spend,
        @Nullable Wake wake,
        int outOfMemory24h,
        Engine engine,
        @Nullable Version version) {
    /// @param committedBytes what those that are not stopped may use at the most, together
    /// @param limitBytes what one may use
    /// @param hostBytes what the machine has
    /// @param roomFor how many more could use all they may before the machine's memory is full
    public record Memory(long committedBytes, long limitBytes, long hostBytes, int roomFor) {}

    /// What all users have spent on the model.
    public record Spend(BigDecimal todayUsd, BigDecimal monthUsd) {}

    /// How long the last 1,000 wakes took, in ms.
    ///
    /// @param p50Ms half of them took no longer; null when there was none
    /// @param p95Ms nineteen of twenty took no longer; null when there was none
    /// @param count how many there were
    public record Wake(@Nullable Long p50Ms, @Nullable Long p95Ms, int count) {}

    /// @param detail what is wrong with it; empty when nothing is
    public record Engine(boolean ok, String detail) {}

    /// What computers are made from now.
    public record Version(String image, String created) {}
}
