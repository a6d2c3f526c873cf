package com.matrixos.proxy.budget;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// What one user has used and holds in one day or one month. Guarded by the lock of its account; holds keep
/// theirs beyond its end.
final class Span {
    private final Instant start;
    private final Instant end;
    private long used;
    private long held;

    private Span(LocalDate start, LocalDate next, long used) {
        this.start = midnight(start);
        this.end = midnight(next);
        this.used = used;
    }

    static Span dayOf(LocalDate date, long used) {
        return new Span(date, date.plusDays(1), used);
    }

    static Span monthOf(LocalDate date, long used) {
        LocalDate first = date.withDayOfMonth(1);
        return new Span(first, first.plusMonths(1), used);
    }

    Instant end() {
        return end;
    }

    boolean hasEnded(Instant now) {
        return !now.isBefore(end);
    }

    boolean contains(LocalDate date) {
        return !midnight(date).isBefore(start) && midnight(date).isBefore(end);
    }

    long used() {
        return used;
    }

    /// What is left below the limit; nothing or less when there is none. No limit is the one that keeps sums
    /// from overflowing: 9,223,372 USD.
    long room(@Nullable Long limit) {
        long unused = (limit == null ? Long.MAX_VALUE : limit) - used;
        return unused <= 0 ? unused : unused - held;
    }

    void hold(long pico) {
        held += pico;
    }

    void release(long pico) {
        held -= pico;
    }

    /// Books a cost, or takes one back. Stays between 0 and the most there is.
    void use(long pico) {
        used = pico > Long.MAX_VALUE - used ? Long.MAX_VALUE : Math.max(0, used + pico);
    }

    Standing.InWindow standing(@Nullable Long limit) {
        Long remaining = limit == null ? null : Math.max(0, room(limit));
        return new Standing.InWindow(limit, used, held, remaining, end);
    }

    private static Instant midnight(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
