package com.matrixos.api.site;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the host is, for everybody.
///
/// @param ok whether every component is up
/// @param at when it was looked at
public record HostStatus(boolean ok, String at, List<Component> components, Computers computers, Wake wake) {
    /// @param name `site`, `computers`, `model`
    /// @param state `up`, `degraded`, `down`
    public record Component(String name, String state, String detail) {}

    /// How many computers there are.
    public record Computers(int running, int total) {}

    /// How long the last 1,000 wakes took, in ms; null when there was none.
    public record Wake(@Nullable Long p50Ms, @Nullable Long p95Ms) {}

    public HostStatus {
        components = List.copyOf(components);
    }
}
