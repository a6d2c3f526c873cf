package com.matrixos.platform.audit.control;

import com.matrixos.base.http.Call;
import com.matrixos.platform.audit.Question;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// Reads the filters of the log from a query. Pure.
final class Questions {
    private static final int LONGEST = 200;

    /// Beyond these years the order of the texts is not the order of the times.
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private Questions() {}

    /// @throws com.matrixos.base.http.ProblemException 400 naming the filter at fault
    static Question of(Call call) {
        return new Question(
                text(call, "actor"),
                text(call, "action"),
                text(call, "target"),
                time(call, "since"),
                time(call, "until"));
    }

    private static @Nullable String text(Call call, String name) {
        String text = call.query(name).filter(value -> !value.isEmpty()).orElse(null);
        if (text != null && text.length() > LONGEST) {
            throw Call.badRequest(name, name + " must not exceed " + LONGEST + " characters");
        }
        return text;
    }

    /// A day is its first moment in UTC.
    private static @Nullable Instant time(Call call, String name) {
        String text = text(call, name);
        if (text == null) {
            return null;
        }
        try {
            Instant time = text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
            if (!time.isBefore(FIRST) && time.isBefore(LAST)) {
                return time;
            }
        } catch (DateTimeParseException _) {
            // Told below, like a time that the log cannot have.
        }
        throw Call.badRequest(name, name + " must be like 2026-02-15 or 2026-02-15T11:30:18Z");
    }
}
