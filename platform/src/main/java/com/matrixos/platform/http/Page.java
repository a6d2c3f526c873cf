package com.matrixos.platform.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of a list, as all lists of the API are answered.
///
/// @param nextCursor what `?cursor=` takes for the next page; null on the last
/// @param total how many there are on all pages, or null when nobody has counted
public record Page<T>(
        List<T> items,
        @Nullable String nextCursor,
        @Nullable Long total) {
    public Page {
        items = List.copyOf(items);
    }
}
