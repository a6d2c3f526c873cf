package com.matrixos.proxy.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;

/// The UTC day and month of a moment, and how the tables spell them.
record Periods(LocalDate day, YearMonth month) {
    /// Everything there ever was.
    static final String ALL = "all";

    static Periods of(Instant moment) {
        return of(LocalDate.ofInstant(moment, ZoneOffset.UTC));
    }

    static Periods of(LocalDate day) {
        return new Periods(day, YearMonth.from(day));
    }

    /// Those a cost counts for, as `usage_totals.period`.
    List<String> names() {
        return List.of(day.toString(), month.toString(), ALL);
    }
}
