package com.matrixos.proxy.control;

import com.matrixos.api.usage.BudgetWindow;
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
import com.matrixos.proxy.budget.Quota;
import com.matrixos.proxy.budget.Quotas;
import com.matrixos.proxy.budget.Standing;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
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
                .post("/quotas", Books.written(this::setDefault))
                .get("/quotas/{userId}", this::standing)
                .post("/quotas/{userId}", Books.written(this::set));
    }

    private Answer list(Call call) {
        int limit = Inputs.limit(call, PAGE, LARGEST_PAGE);
        String after = Inputs.cursor(call);
        List<Map.Entry<String, Quota>> users = quotas.list().tailMap(after).entrySet().stream()
                .filter(entry -> !entry.getKey().equals(after))
                .limit(limit + 1L)
                .toList();
        List<Map.Entry<String, Quota>> page = users.subList(0, Math.min(limit, users.size()));
        Quota standard = quotas.standard();
        return Answer.json(
                200,
                new QuotaList(
                        new QuotaDefault(
                                usd(standard.dailyLimitPico()), usd(standard.monthlyLimitPico()), standard.enabled()),
                        page.stream().map(QuotaRoutes::shown).toList(),
                        users.size() > limit ? page.getLast().getKey() : null));
    }

    private Answer setDefault(Call call) throws IOException {
        Quota quota = quota(call);
        quotas.setStandard(quota);
        budgets.standardChanged();
        return saved(null, quota);
    }

    private Answer set(Call call) throws IOException {
        String user = Inputs.user(call);
        Quota quota = quota(call);
        quotas.set(user, quota);
        budgets.quotaChanged(user);
        return saved(user, quota);
    }

    private Answer standing(Call call) {
        String user = Inputs.user(call);
        Standing standing = budgets.standing(user);
        return Answer.json(
                200,
                new QuotaStanding(
                        user,
                        usd(standing.day().limitPico()),
                        usd(standing.month().limitPico()),
                        standing.enabled(),
                        quotas.own(user).isEmpty(),
                        window(standing.day()),
                        window(standing.month())));
    }

    private static Answer saved(@Nullable String user, Quota quota) {
        return Answer.json(
                200,
                new QuotaSaved(
                        true, user, usd(quota.dailyLimitPico()), usd(quota.monthlyLimitPico()), quota.enabled()));
    }

    private static com.matrixos.api.usage.Quota shown(Map.Entry<String, Quota> entry) {
        Quota quota = entry.getValue();
        return new com.matrixos.api.usage.Quota(
                entry.getKey(), usd(quota.dailyLimitPico()), usd(quota.monthlyLimitPico()), quota.enabled());
    }

    private static BudgetWindow window(Standing.InWindow window) {
        return new BudgetWindow(
                Usd.ofPico(window.usedPico()),
                Usd.ofPico(window.heldPico()),
                usd(window.remainingPico()),
                window.resetsAt().toString());
    }

    private static Quota quota(Call call) throws IOException {
        var request = call.json(QuotaRequest.class);
        return new Quota(
                pico("dailyLimitUsd", request.dailyLimitUsd()),
                pico("monthlyLimitUsd", request.monthlyLimitUsd()),
                !Boolean.FALSE.equals(request.enabled()));
    }

    private static @Nullable Long pico(String field, @Nullable BigDecimal usd) {
        try {
            return usd == null ? null : Usd.toPico(usd);
        } catch (IllegalArgumentException e) {
            throw Call.badRequest(field, field + " " + e.getMessage());
        }
    }

    private static @Nullable BigDecimal usd(@Nullable Long pico) {
        return pico == null ? null : Usd.ofPico(pico);
    }
}
