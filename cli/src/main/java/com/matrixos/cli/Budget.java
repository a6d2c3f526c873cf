package com.matrixos.cli;

import com.matrixos.api.usage.BudgetWindow;
import com.matrixos.api.usage.QuotaStanding;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// How much of somebody's limits is used, in one line for the day and one for the month.
final class Budget {
    private static final int BAR = 20;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Budget() {}

    static void print(QuotaStanding standing, PrintWriter out) {
        out.println("  daily    " + line(standing.daily(), standing.dailyLimitUsd()));
        out.println("  monthly  " + line(standing.monthly(), standing.monthlyLimitUsd()));
        if (!standing.enabled()) {
            out.println("  blocked: every call is refused until you say --enable");
        }
    }

    /// `2 % of $5.00`, of an amount or its limit.
    static String share(BigDecimal used, BigDecimal limit) {
        return percent(used, limit) + " % of " + Dollars.exact(limit);
    }

    private static String line(BudgetWindow window, @Nullable BigDecimal limit) {
        String held = window.heldUsd().signum() == 0
                ? ""
                : ", " + Dollars.spent(window.heldUsd()) + " held for calls under way";
        if (limit == null) {
            return Dollars.spent(window.usedUsd()) + held + ", no limit";
        }
        BigDecimal taken = window.usedUsd().add(window.heldUsd());
        String left = window.remainingUsd() == null ? "" : ", " + Dollars.spent(window.remainingUsd()) + " left";
        return bar(taken, limit) + " " + share(taken, limit) + ": " + Dollars.spent(window.usedUsd()) + " used" + held
                + left + " until " + window.resetsAt();
    }

    private static String bar(BigDecimal taken, BigDecimal limit) {
        int full = percent(taken, limit)
                .multiply(BigDecimal.valueOf(BAR))
                .divide(HUNDRED, 0, RoundingMode.DOWN)
                .min(BigDecimal.valueOf(BAR))
                .intValueExact();
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
    }

    /// Whole percents, rounded down so that 100 is only shown when nothing is left. Nothing at all of a limit
    /// of nothing is all of it.
    private static BigDecimal percent(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0
                ? HUNDRED
                : part.multiply(HUNDRED).divide(whole, 0, RoundingMode.DOWN).max(BigDecimal.ZERO);
    }
}
