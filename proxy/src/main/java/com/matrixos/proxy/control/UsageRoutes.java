package com.matrixos.proxy.control;

import com.matrixos.api.usage.UsageDimension;
import com.matrixos.api.usage.UsageRow;
import com.matrixos.api.usage.UsageSummaryRow;
import com.matrixos.api.usage.UsageTotals;
import com.matrixos.api.usage.Usd;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.proxy.ledger.LedgerReader;
import com.matrixos.proxy.ledger.LedgerReader.Dimension;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;

/// What has been spent:
///
/// ```
/// GET /usage/summary[?limit=&cursor=]             everybody, in pages
/// GET /usage/{userId}                             today, this month, ever
/// GET /usage/{userId}/by?dim=[&from=&to=&limit=&cursor=]   by model, day, session or agent, in pages
/// ```
final class UsageRoutes {
    private static final int PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;
    private static final int LARGEST_TABLE = 10_000;

    private final LedgerReader ledger;
    private final Fresh fresh;
    private final InstantSource clock;

    UsageRoutes(LedgerReader ledger, Fresh fresh, InstantSource clock) {
        this.ledger = ledger;
        this.fresh = fresh;
        this.clock = clock;
    }

    Routes addTo(Routes routes) {
        return routes.get("/usage/summary", this::summary)
                .get("/usage/{userId}", this::totals)
                .get("/usage/{userId}/by", this::by);
    }

    private Answer totals(Call call) {
        String user = Inputs.user(call);
        LocalDate today = today();
        fresh.await();
        LedgerReader.Totals totals = ledger.totals(user, today, YearMonth.from(today));
        var row = new UsageTotals(
                Usd.ofPico(totals.dailyPico()), Usd.ofPico(totals.monthlyPico()), Usd.ofPico(totals.totalPico()));
        return Csv.wanted(call) ? Csv.answer(call, UsageTotals.class, List.of(row)) : Answer.json(200, row);
    }

    /// One user more than the page has is asked for, to know whether there is another page.
    private Answer summary(Call call) {
        int limit = Inputs.limit(call, PAGE, LARGEST_PAGE);
        String cursor = Inputs.cursor(call);
        LocalDate today = today();
        fresh.await();
        List<LedgerReader.Totals> users = ledger.summary(cursor, limit + 1, today, YearMonth.from(today));
        List<LedgerReader.Totals> page = users.subList(0, Math.min(limit, users.size()));
        Answer answer = Csv.answer(
                call, UsageSummaryRow.class, page.stream().map(UsageRoutes::row).toList());
        if (users.size() <= limit) {
            return answer;
        }
        String next =
                "/usage/summary?limit=" + limit + "&cursor=" + page.getLast().user();
        return answer.with("link", "<" + next + ">; rel=\"next\"");
    }

    private Answer by(Call call) {
        String user = Inputs.user(call);
        UsageDimension dimension = call.query("dim")
                .flatMap(UsageDimension::of)
                .orElseThrow(() -> Call.badRequest("dim", "dim must be model, day, session or agent"));
        Days days = Days.of(call);
        int limit = Inputs.limit(call, LARGEST_PAGE, LARGEST_TABLE);
        int skipped = Inputs.place(call);
        fresh.await();
        List<UsageRow> rows = ledger.by(user, dimension(dimension), days.from(), days.to(), skipped, limit + 1).stream()
                .map(UsageRoutes::row)
                .toList();
        Answer answer = Csv.answer(call, UsageRow.class, rows.subList(0, Math.min(limit, rows.size())));
        return rows.size() <= limit ? answer : answer.with("link", nextOf(call, limit, skipped + limit));
    }

    /// The same question for the rows after these.
    private static String nextOf(Call call, int limit, int skipped) {
        var next =
                new StringBuilder("</usage/" + call.parameter("userId") + "/by?limit=" + limit + "&cursor=" + skipped);
        for (String name : List.of("dim", "from", "to")) {
            call.query(name)
                    .ifPresent(
                            value -> next.append('&').append(name).append('=').append(value));
        }
        return next.append(">; rel=\"next\"").toString();
    }

    private static Dimension dimension(UsageDimension dimension) {
        return switch (dimension) {
            case MODEL -> Dimension.MODEL;
            case DAY -> Dimension.DAY;
            case SESSION -> Dimension.SESSION;
            case AGENT -> Dimension.AGENT;
        };
    }

    private static UsageSummaryRow row(LedgerReader.Totals totals) {
        return new UsageSummaryRow(
                totals.user(),
                Usd.ofPico(totals.dailyPico()),
                Usd.ofPico(totals.monthlyPico()),
                Usd.ofPico(totals.totalPico()));
    }

    private static UsageRow row(LedgerReader.Row row) {
        return new UsageRow(
                row.key(),
                row.calls(),
                row.tokens().input(),
                row.tokens().cacheRead(),
                row.tokens().cacheWrite5m(),
                row.tokens().cacheWrite1h(),
                row.tokens().output(),
                Usd.ofPico(row.costPico()),
                Usd.ofPico(row.estimatedPico()));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
