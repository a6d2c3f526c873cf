package com.matrixos.proxy.identity;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Times as they stand in the database and the API: ISO 8601 in UTC, always with milliseconds.
/// [Instant#toString] leaves zeros out, and then the order of the texts is not the order of the times.
final class Timestamp {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Timestamp() {}

    /// `2026-02-15T11:30:18.123Z`.
    static String of(Instant time) {
        return FORMAT.format(time);
    }
}
