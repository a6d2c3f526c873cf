package com.matrixos.api.usage;

import java.util.List;

/// The prices in force.
///
/// @param source where they were read: a path, or `built-in`
/// @param loadedAt when, ISO 8601 in UTC
/// @param models one row for each model and time
public record PriceList(String source, String loadedAt, List<PriceRow> models) {
    public PriceList {
        models = List.copyOf(models);
    }
}
