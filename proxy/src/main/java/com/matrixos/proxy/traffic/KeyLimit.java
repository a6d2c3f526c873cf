package com.matrixos.proxy.traffic;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Function;

/// What the upstream has said about one limit of the shared key: a bucket that holds what may be used in a
/// minute and fills up evenly.
///
/// @param limit what it holds when it is full, per minute
/// @param remaining what was in it
/// @param at when that was so
/// @param full when it will be full again
record KeyLimit(long limit, long remaining, Instant at, Instant full) {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /// More digits are no limit of a minute's, and could overflow.
    private static final int MAX_DIGITS = 11;

    /// Reads the headers of one limit.
    ///
    /// @param name `requests`, `input-tokens` or `output-tokens`
    /// @return empty when they are not all there and right
    static Optional<KeyLimit> read(String name, Function<String, Optional<String>> header, Instant now) {
        String prefix = "anthropic-ratelimit-" + name;
        Optional<Long> limit = header.apply(prefix + "-limit").flatMap(KeyLimit::number);
        Optional<Long> remaining = header.apply(prefix + "-remaining").flatMap(KeyLimit::number);
        if (limit.isEmpty() || remaining.isEmpty() || limit.get() == 0) {
            return Optional.empty();
        }
        long left = Math.min(remaining.get(), limit.get());
        Instant full = header.apply(prefix + "-reset")
                .flatMap(KeyLimit::time)
                .filter(reset -> reset.isAfter(now) && !reset.isAfter(now.plus(MINUTE)))
                // Our clock and theirs may disagree; how long an even filling takes follows from the rest.
                .orElseGet(() -> now.plusMillis(MINUTE.toMillis() * (limit.get() - left) / limit.get()));
        return Optional.of(new KeyLimit(limit.get(), left, now, full));
    }

    /// When there is so much of it again if nobody takes any; long ago when there is.
    Instant when(long level) {
        if (remaining >= level) {
            return Instant.MIN;
        }
        long filling = Duration.between(at, full).toMillis();
        return at.plusMillis(Math.ceilDiv(filling * (level - remaining), limit - remaining));
    }

    private static Optional<Long> number(String text) {
        boolean digits =
                !text.isEmpty() && text.length() <= MAX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    private static Optional<Instant> time(String rfc3339) {
        try {
            return Optional.of(OffsetDateTime.parse(rfc3339).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
