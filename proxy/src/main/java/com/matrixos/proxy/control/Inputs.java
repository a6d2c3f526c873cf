package com.matrixos.proxy.control;

import com.matrixos.base.http.Call;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Checks of what comes in paths and queries, each naming what is at fault.
final class Inputs {
    private static final Pattern USER_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    private static final Pattern PLACE = Pattern.compile("[0-9]{1,9}");

    private Inputs() {}

    /// The user in the path.
    static String user(Call call) {
        return user(call.parameter("userId"));
    }

    /// A user that somebody names.
    static String user(@Nullable String user) {
        if (user == null || !USER_ID.matcher(user).matches()) {
            throw Call.badRequest(
                    "userId", "userId must be 1 to 64 letters, digits or . _ @ - and begin with a letter or digit");
        }
        return user;
    }

    /// The last user of the page before, or empty.
    static String cursor(Call call) {
        String cursor = call.query("cursor").orElse("");
        if (!cursor.isEmpty() && !USER_ID.matcher(cursor).matches()) {
            throw Call.badRequest("cursor", "cursor must be what an earlier page said");
        }
        return cursor;
    }

    /// How many rows the pages before had.
    static int place(Call call) {
        String cursor = call.query("cursor").orElse("0");
        if (!PLACE.matcher(cursor).matches()) {
            throw Call.badRequest("cursor", "cursor must be what an earlier page said");
        }
        return Integer.parseInt(cursor);
    }

    /// How many entries a page may have.
    static int limit(Call call, int standard, int most) {
        String text = call.query("limit").orElse(Integer.toString(standard));
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= most) {
                return limit;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw Call.badRequest("limit", "limit must be a number from 1 to " + most);
    }
}
