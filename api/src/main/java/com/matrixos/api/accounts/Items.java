package com.matrixos.api.accounts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a list.
///
/// @param nextCursor the `cursor` of the next part, or null when this is the last
/// @param total how many there are in all, or null when nobody has counted
public record Items<T>(
        List<T> items,
        @Nullable String nextCursor,
        @Nullable Integer total) {
    public Items {
        items = List.copyOf(items);
    }

    /// All there are.
    public static <T> Items<T> all(List<T> items) {
        return new Items<>(items, null, items.size());
    }
}
