package com.matrixos.cli;

import com.matrixos.api.usage.UsageDimension;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is asked about usage, and the path of the API that answers it.
///
/// @param userId about whom, or null for everybody
/// @param by broken down by what, or null for the sums
/// @param from the first day, or null for no first
/// @param to the last day, or null for no last
record UsageQuestion(
        @Nullable String userId,
        @Nullable UsageDimension by,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {

    /// @throws IllegalArgumentException saying what does not go together
    UsageQuestion {
        if (by != null && userId == null) {
            throw new IllegalArgumentException("--by wants the handle of one user.");
        }
        if (by == null && (from != null || to != null)) {
            throw new IllegalArgumentException("--from and --to want --by, for example --by day.");
        }
        if (from != null && to != null && to.isBefore(from)) {
            throw new IllegalArgumentException("--to is before --from.");
        }
    }

    String path() {
        if (userId == null) {
            return "/usage/summary";
        }
        String user = "/usage/" + OperatorHttp.encoded(userId);
        return by == null ? user : user + "/by?" + query(by);
    }

    private String query(UsageDimension dimension) {
        return Stream.of("dim=" + dimension.wire(), from == null ? "" : "from=" + from, to == null ? "" : "to=" + to)
                .filter(parameter -> !parameter.isEmpty())
                .collect(Collectors.joining("&"));
    }
}
