package com.matrixos.api.usage;

import java.util.List;

/// Whether a price file could be loaded. Nothing was changed.
///
/// @param ok whether it could
/// @param problems what is wrong with it, each as `path: text`; empty when it is ok
public record PriceCheck(boolean ok, List<String> problems) {
    public PriceCheck {
        problems = List.copyOf(problems);
    }
}
