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
}
