package com.matrixos.platform.site;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.matrixos.base.http.Call;
import com.matrixos.base.json.BadJsonException;
import com.matrixos.base.json.Json;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.fleet.Reading;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a list of computers is sorted: by one value, and by handle where that is the same. What has no
/// value comes first.
///
/// @param by what it is sorted by
/// @param down whether the largest comes first
record Order(By by, boolean down) {
    /// What can be sorted by.
    enum By {
        HANDLE("handle"),
        LAST_ACTIVE("lastActive"),
        MEMORY("memory"),
        CPU("cpu"),
        SPEND("spend");

        private final String wire;

        By(String wire) {
            this.wire = wire;
        }
    }

    /// Where a computer stands in the order. On the wire, in base64, it is the cursor of the page that
    /// begins after it.
    ///
    /// @param sort the order that it is of, as the query has it
    /// @param number the value, when it is a number that is known
    /// @param text the value, when it is none; else empty
    record Place(
            String sort,
            @JsonProperty("n") @Nullable BigDecimal number,
            @JsonProperty("t") String text,
            @JsonProperty("h") String handle) {
        private static final Comparator<Place> UP = Comparator.comparing(
                        Place::number, Comparator.nullsFirst(Comparator.<BigDecimal>naturalOrder()))
                .thenComparing(Place::text)
                .thenComparing(Place::handle);

        String cursor() {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.write(this));
        }
    }

    /// The order that a query names; by handle without one.
    ///
    /// @throws com.matrixos.base.http.ProblemException 400 when there is none of that name
    static Order of(Optional<String> sort) {
        String text = sort.orElse("handle");
        boolean down = text.startsWith("-");
        String name = down ? text.substring(1) : text;
        for (By by : By.values()) {
            if (by.wire.equals(name)) {
                return new Order(by, down);
            }
        }
        throw Call.badRequest("sort", "sort must be handle, lastActive, memory, cpu or spend, each with - too");
    }

    /// The place that a cursor names.
    ///
    /// @throws com.matrixos.base.http.ProblemException 400 when it is none of ours, or of another order
    Place place(String cursor) {
        try {
            Place place = Json.read(Base64.getUrlDecoder().decode(cursor), Place.class);
            if (text().equals(place.sort()) && place.text() != null && place.handle() != null) {
                return place;
            }
        } catch (IllegalArgumentException | BadJsonException _) {
            // As good as one of another list.
        }
        throw Call.badRequest("cursor", "cursor is none of this list");
    }

    /// Where a computer stands.
    ///
    /// @param reading its newest, if there is one
    /// @param spent what it has spent today, if that is known
    Place place(Handle handle, String lastActive, @Nullable Reading reading, @Nullable BigDecimal spent) {
        return switch (by) {
            case HANDLE -> new Place(text(), null, "", handle.text());
            case LAST_ACTIVE -> new Place(text(), null, lastActive, handle.text());
            case MEMORY ->
                new Place(
                        text(), reading == null ? null : BigDecimal.valueOf(reading.memoryBytes()), "", handle.text());
            case CPU -> new Place(text(), cpu(reading), "", handle.text());
            case SPEND -> new Place(text(), spent, "", handle.text());
        };
    }

    Comparator<Place> comparator() {
        return down ? Place.UP.reversed() : Place.UP;
    }

    private static @Nullable BigDecimal cpu(@Nullable Reading reading) {
        Double percent = reading == null ? null : reading.cpuPercent();
        return percent == null ? null : BigDecimal.valueOf(percent);
    }

    private String text() {
        return (down ? "-" : "") + by.wire;
    }

    @Override
    public String toString() {
        return text().toLowerCase(Locale.ROOT);
    }
}
