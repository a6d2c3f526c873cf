package com.matrixos.proxy.prices;

import java.time.LocalDate;

/// Whole days of UTC, both ends included.
///
/// @param from the first; [LocalDate#MIN] for always
/// @param to the last; [LocalDate#MAX] for ever
record Span(LocalDate from, LocalDate to) {
    static final Span ALWAYS = new Span(LocalDate.MIN, LocalDate.MAX);
    static final Span NEVER = new Span(LocalDate.MAX, LocalDate.MIN);

    boolean has(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }
}
