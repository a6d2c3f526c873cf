package com.matrixos.proxy.prices;

import java.util.List;

/// What came of reading a price list.
public sealed interface Loaded {
    /// The list is sound.
    ///
    /// @param book what it says
    record Book(PriceBook book) implements Loaded {}

    /// The list is not, and nothing of it is used.
    ///
    /// @param problems all that is wrong with it, at least one
    record Refused(List<Problem> problems) implements Loaded {
        /// Copies the list.
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
