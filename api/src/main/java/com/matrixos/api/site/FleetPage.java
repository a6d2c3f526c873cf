package com.matrixos.api.site;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of computers.
///
/// @param nextCursor of the next page; null when this is the last
/// @param total how many there are on all pages
public record FleetPage(List<FleetRow> items, @Nullable String nextCursor, int total) {
    public FleetPage {
        items = List.copyOf(items);
    }
}
