package com.matrixos.proxy.control;

import com.matrixos.base.http.Call;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// A stretch of days in UTC, from the query parameters `from` and `to`, both included; open where one is
/// missing.
///
/// @param from opened then or later
/// @param to opened before
record Days(Instant from, Instant to) {
    private static final Instant EVER = Instant.parse("9999-12-31T00:00:00Z");

    /// @throws com.matrixos.base.http.ProblemException 400 naming the parameter that is no day
    static Days of(Call call) {
        Instant from = call.query("from").map(text -> start("from", text, 0)).orElse(Instant.EPOCH);
        Instant to = call.query("to").map(text -> start("to", text, 1)).orElse(EVER);
        if (!from.isBefore(to)) {
            throw Call.badRequest("from", "from must not be after to");
        }
        return new Days(from, to);
    }

    private static Instant start(String name, String text, int daysLater) {
        try {
            LocalDate day = LocalDate.parse(text).plusDays(daysLater);
            if (day.getYear() < 1970 || day.getYear() > 9998) {
                throw Call.badRequest(name, name + " must be a day between 1970 and 9998");
            }
            return day.atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw Call.badRequest(name, name + " must be a day like 2026-11-26");
        }
    }
}
