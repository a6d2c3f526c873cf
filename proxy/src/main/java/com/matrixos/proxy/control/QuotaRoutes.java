package com.matrixos.proxy.control;

import com.matrixos.api.usage.BudgetWindow;
import com.matrixos.api.usage.Quota;
import com.matrixos.api.usage.QuotaDefault;
import com.matrixos.api.usage.QuotaList;
import com.matrixos.api.usage.QuotaRequest;
import com.matrixos.api.usage.QuotaSaved;
import com.matrixos.api.usage.QuotaStanding;
import com.matrixos.api.usage.Usd;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.proxy.budget.Budgets;
import com.matrixos.proxy.budget.Limits;
import com.matrixos.proxy.budget.Quotas;
import com.matrixos.proxy.budget.Standing;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Who may spend how much:
///
/// ```
/// GET  /quotas[?limit=&cursor=]   the default, and the users with limits of their own, in pages
/// POST /quotas                    sets the default
/// GET  /quotas/{userId}           what holds for a user, and how it stands
/// POST /quotas/{userId}           sets a user's
/// ```
final class QuotaRoutes {
    private static final int PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;

    private final Quotas quotas;
    private final Budgets budgets;

    QuotaRoutes(Quotas quotas, Budgets budgets) {
        this.quotas = quotas;
        this.budgets = budgets;
    }

    Routes addTo(Routes routes) {
        return routes.get("/quotas", this::list)
                .post("/quotas", this::setDefault)
                .get("/quotas/{userId}", this::standing)
                .post("/quotas/{userId}", this::set);
    }

    private Answer list(Call call) {
        int limit = Inputs.limit(call, PAGE, LARGEST_PAGE);
        List<Quotas.Entry> users = quotas.page(Inputs.cursor(call), limit + 1);
        List<Quotas.Entry> page = users.subList(0, Math.min(limit, users.size()));
        Limits standard = budgets.standard();
        return Answer.json(
                200,
                new QuotaList(
                        new QuotaDefault(usd(standard.dailyPico()), usd(standard.monthlyPico()), standard.enabled()),
                        page.stream().map(QuotaRoutes::quota).toList(),
                        users.size() > limit ? page.getLast().user() : null));
    }

    private Answer setDefault(Call call) throws IOException {
        Limits limits = limits(call);
        budgets.setStandard(limits);
        return saved(null, limits);
    }

    private Answer set(Call call) throws IOException {
        String user = Inputs.user(call);
        Limits limits = limits(call);
        budgets.set(user, limits);
        return saved(user, limits);
    }

    private Answer standing(Call call) {
        String user = Inputs.user(call);
        Standing standing = budgets.standing(user);
        return Answer.json(
                200,
                new QuotaStanding(
                        user,
                        usd(standing.daily().limitPico()),
                        usd(standing.monthly().limitPico()),
                        standing.enabled(),
                        !budgets.hasOwnLimits(user),
                        window(standing.daily()),
                        window(standing.monthly())));
    }

    private static Answer saved(@Nullable String user, Limits limits) {
        return Answer.json(
                200,
                new QuotaSaved(true, user, usd(limits.dailyPico()), usd(limits.monthlyPico()), limits.enabled()));
    }

    private static Quota quota(Quotas.Entry entry) {
        Limits limits = entry.limits();
        return new Quota(entry.user(), usd(limits.dailyPico()), usd(limits.monthlyPico()), limits.enabled());
    }

    private static BudgetWindow window(Standing.Window window) {
        return new BudgetWindow(
                Usd.ofPico(window.usedPico()),
                Usd.ofPico(window.heldPico()),
                usd(window.remainingPico()),
                window.resetsAt().toString());
    }

    private static Limits limits(Call call) throws IOException {
        var request = call.json(QuotaRequest.class);
        return new Limits(
                pico("dailyLimitUsd", request.dailyLimitUsd()),
                pico("monthlyLimitUsd", request.monthlyLimitUsd()),
                !Boolean.FALSE.equals(request.enabled()));
    }

    private static OptionalLong pico(String field, @Nullable BigDecimal usd) {
        try {
            return usd == null ? OptionalLong.empty() : OptionalLong.of(Usd.toPico(usd));
        } catch (IllegalArgumentException e) {
            throw Call.badRequest(field, field + " " + e.getMessage());
        }
    }

    private static @Nullable BigDecimal usd(OptionalLong pico) {
        return pico.isPresent() ? Usd.ofPico(pico.getAsLong()) : null;
    }
}
