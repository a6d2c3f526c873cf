package com.matrixos.proxy.ledger;

import java.time.LocalDate;
import java.util.List;

/// What pricing rows again has changed.
///
/// @param rows how many have a price of their model now
/// @param corrections by how much that moved the totals, for each user and day; none is zero
public record Repriced(int rows, List<Correction> corrections) {
    public Repriced {
        corrections = List.copyOf(corrections);
    }

    /// Added to what a user has used on a day, and so in its month.
    ///
    /// @param pico in pico-USD; negative when the price was lower than assumed
    public record Correction(String user, LocalDate day, long pico) {}
}
