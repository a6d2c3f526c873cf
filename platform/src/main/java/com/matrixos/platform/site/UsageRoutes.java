package com.matrixos.platform.site;

import com.matrixos.api.site.Items;
import com.matrixos.api.site.QuotaChange;
import com.matrixos.api.site.QuotaState;
import com.matrixos.api.site.UsageLine;
import com.matrixos.api.usage.QuotaStanding;
import com.matrixos.api.usage.UsageDimension;
import com.matrixos.api.usage.UsageRow;
import com.matrixos.api.usage.Usd;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Principal;
import com.matrixos.platform.access.Scope;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.Accounts;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.problems.Problems;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is spent on the model, and how much may be: `/api/me/usage` and `/api/users/{id}/quota`.
final class UsageRoutes {
    private final Guard guard;
    private final Audit audit;
    private final Accounts accounts;
    private final ProxyUsage usage;

    UsageRoutes(Guard guard, Audit audit, Accounts accounts, ProxyUsage usage) {
        this.guard = guard;
        this.audit = audit;
        this.accounts = accounts;
        this.usage = usage;
    }

    void addTo(Routes routes) {
        routes.get(
                        "/api/me/usage",
                        guard.account(
                                Scope.ACCOUNT_READ,
                                (call, account) ->
                                        usage(usage, call, account.handle().text())))
                .get("/api/users/{id}/quota", guard.steering(this::quota))
                .put("/api/users/{id}/quota", guard.steering(this::limit));
    }

    /// A user's usage by the dimension that the call asks for.
    static Answer usage(ProxyUsage usage, Call call, String userId) {
        String by = call.query("by").orElse("day");
        UsageDimension dimension = UsageDimension.of(by)
                .orElseThrow(() -> Call.badRequest("by", "by must be day, model, session or agent"));
        return usage.by(userId, dimension)
                .map(rows -> Answer.json(
                        200, new Items<>(rows.stream().map(UsageRoutes::line).toList())))
                .orElseGet(() -> Answer.problem(Problems.usageUnavailable()));
    }

    private Answer quota(Call call, Principal who) {
        return state(usage.standing(account(call).handle().text())
                .orElseThrow(() -> Problems.usageUnavailable().exception()));
    }

    private Answer limit(Call call, Principal who) throws IOException {
        Account account = account(call);
        QuotaChange change = call.json(QuotaChange.class);
        amount("dailyLimitUsd", change.dailyLimitUsd());
        amount("monthlyLimitUsd", change.monthlyLimitUsd());
        QuotaStanding after = usage.limit(account.handle().text(), change.dailyLimitUsd(), change.monthlyLimitUsd())
                .orElseThrow(() -> Problems.usageUnavailable().exception());
        audit.record(new Entry(
                who.actor(Guard.address(call)),
                "quota.changed",
                "account:" + account.id(),
                Map.of(),
                limits(change),
                Entry.Outcome.OK));
        return state(after);
    }

    private Account account(Call call) {
        return accounts.find(call.parameter("id"))
                .orElseThrow(() -> Problems.nothing().exception());
    }

    private static Answer state(QuotaStanding standing) {
        return Answer.json(
                200,
                new QuotaState(
                        standing.dailyLimitUsd(),
                        standing.monthlyLimitUsd(),
                        standing.daily().usedUsd(),
                        standing.monthly().usedUsd()));
    }

    private static void amount(String field, @Nullable BigDecimal usd) {
        try {
            if (usd != null) {
                Usd.toPico(usd);
            }
        } catch (IllegalArgumentException e) {
            throw Call.badRequest(field, field + " " + e.getMessage());
        }
    }

    private static Map<String, String> limits(QuotaChange change) {
        var limits = new HashMap<String, String>();
        limits.put("dailyLimitUsd", text(change.dailyLimitUsd()));
        limits.put("monthlyLimitUsd", text(change.monthlyLimitUsd()));
        return limits;
    }

    private static String text(@Nullable BigDecimal limit) {
        return limit == null ? "none" : limit.toPlainString();
    }

    private static UsageLine line(UsageRow row) {
        long input = row.inputTokens() + row.cacheReadTokens() + row.cacheWrite5mTokens() + row.cacheWrite1hTokens();
        return new UsageLine(row.key(), row.calls(), input, row.outputTokens(), row.costUsd());
    }
}
