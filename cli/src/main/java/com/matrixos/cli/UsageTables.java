package com.matrixos.cli;

import com.matrixos.api.usage.Quota;
import com.matrixos.api.usage.QuotaDefault;
import com.matrixos.api.usage.QuotaList;
import com.matrixos.api.usage.UsageDimension;
import com.matrixos.api.usage.UsageRow;
import com.matrixos.api.usage.UsageSummaryRow;
import com.matrixos.cli.Table.Column;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Usage as tables.
final class UsageTables {
    private UsageTables() {}

    /// A line for each user, with the share of their limits, and one for all together.
    static Table everybody(List<UsageSummaryRow> rows, QuotaList quotas) {
        Map<String, Quota> own = quotas.quotas().stream()
                .collect(Collectors.toMap(Quota::userId, Function.identity(), (_, last) -> last));
        var table = new Table(
                Column.text("USER"),
                Column.numbers("TODAY"),
                Column.numbers("DAILY LIMIT"),
                Column.numbers("THIS MONTH"),
                Column.numbers("MONTHLY LIMIT"),
                Column.numbers("IN ALL"));
        rows.forEach(row -> user(row, limits(own.get(row.userId()), quotas.standard()), table));
        table.row(
                "(all " + rows.size() + ")",
                sum(rows, UsageSummaryRow::daily),
                "",
                sum(rows, UsageSummaryRow::monthly),
                "",
                sum(rows, UsageSummaryRow::total));
        return table;
    }

    /// A line for each model, day, session or agent.
    static Table breakdown(UsageDimension by, List<UsageRow> rows) {
        var table = new Table(
                Column.text(by.name()),
                Column.numbers("CALLS"),
                Column.numbers("INPUT"),
                Column.numbers("CACHE READ"),
                Column.numbers("WRITE 5M"),
                Column.numbers("WRITE 1H"),
                Column.numbers("OUTPUT"),
                Column.numbers("COST"),
                Column.numbers("ESTIMATED"));
        for (UsageRow row : rows) {
            table.row(
                    row.key().isEmpty() ? "(none)" : row.key(),
                    count(row.calls()),
                    count(row.inputTokens()),
                    count(row.cacheReadTokens()),
                    count(row.cacheWrite5mTokens()),
                    count(row.cacheWrite1hTokens()),
                    count(row.outputTokens()),
                    Dollars.spent(row.costUsd()),
                    Dollars.spent(row.estimatedUsd()));
        }
        return table;
    }

    private static void user(UsageSummaryRow row, QuotaDefault limits, Table table) {
        table.row(
                row.userId(),
                Dollars.spent(row.daily()),
                limits.enabled() ? share(row.daily(), limits.dailyLimitUsd()) : "blocked",
                Dollars.spent(row.monthly()),
                limits.enabled() ? share(row.monthly(), limits.monthlyLimitUsd()) : "blocked",
                Dollars.spent(row.total()));
    }

    private static QuotaDefault limits(@Nullable Quota own, QuotaDefault standard) {
        return own == null ? standard : new QuotaDefault(own.dailyLimitUsd(), own.monthlyLimitUsd(), own.enabled());
    }

    private static String share(BigDecimal used, @Nullable BigDecimal limit) {
        return limit == null ? "none" : Budget.share(used, limit);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static <T> String sum(List<T> rows, Function<T, BigDecimal> amount) {
        return Dollars.spent(rows.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add));
    }
}
