package com.matrixos.api.site;

import java.util.List;

/// A list that is short enough to come whole.
public record Items<T>(List<T> items) {
    public Items {
        items = List.copyOf(items);
    }
}
