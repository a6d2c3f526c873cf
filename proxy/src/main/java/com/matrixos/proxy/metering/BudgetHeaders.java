package com.matrixos.proxy.metering;

import com.matrixos.proxy.budget.Standing;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// The user's own limits in the headers in which Anthropic tells subscribers theirs, so that clients that
/// warn of those warn of ours: Claude Code does at 75 % and 95 %. The day stands in the place of the
/// five-hour window, the month in that of the week.
final class BudgetHeaders {
    private static final String PREFIX = "anthropic-ratelimit-unified-";
    private static final double WARN = 0.75;
    private static final double WARN_AGAIN = 0.95;

    private BudgetHeaders() {}

    /// For an answer that is let through. No headers for a user without limits.
    static Map<String, String> of(Standing standing) {
        var headers = new LinkedHashMap<String, String>();
        double day = utilization(standing.day());
        double month = utilization(standing.month());
        window(headers, "5h", day, standing.day());
        window(headers, "7d", month, standing.month());
        if (headers.isEmpty()) {
            return headers;
        }
        boolean daily = limited(standing.day()) && day >= month;
        Standing.InWindow tighter = daily ? standing.day() : standing.month();
        headers.put(PREFIX + "status", status(Math.max(day, month)));
        headers.put(PREFIX + "reset", reset(tighter));
        headers.put(PREFIX + "representative-claim", daily ? "five_hour" : "seven_day");
        return headers;
    }

    private static void window(Map<String, String> headers, String name, double used, Standing.InWindow window) {
        if (!limited(window)) {
            return;
        }
        headers.put(PREFIX + name + "-status", status(used));
        headers.put(PREFIX + name + "-reset", reset(window));
        headers.put(PREFIX + name + "-utilization", String.format(java.util.Locale.ROOT, "%.4f", used));
        if (used >= WARN) {
            headers.put(
                    PREFIX + name + "-surpassed-threshold", Double.toString(used >= WARN_AGAIN ? WARN_AGAIN : WARN));
        }
    }

    private static String status(double used) {
        return used >= WARN ? "allowed_warning" : "allowed";
    }

    private static String reset(Standing.InWindow window) {
        return Long.toString(window.resetsAt().getEpochSecond());
    }

    /// Only for showing, so the one place where money may be a floating number. What is held counts: it is as
    /// good as spent until it is given back.
    private static double utilization(Standing.InWindow window) {
        if (!limited(window)) {
            return 0;
        }
        long limit = Objects.requireNonNull(window.limitPico());
        return limit == 0 ? 1 : (double) (window.usedPico() + window.heldPico()) / limit;
    }

    private static boolean limited(Standing.InWindow window) {
        return window.limitPico() != null;
    }
}
