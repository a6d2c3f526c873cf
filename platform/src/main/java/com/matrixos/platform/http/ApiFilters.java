package com.matrixos.platform.http;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Endpoint;
import com.matrixos.base.http.Filter;
import com.matrixos.base.http.ProblemException;
import com.matrixos.base.http.Routes;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Origins;
import java.time.Duration;
import java.util.List;

/// Everything that stands before the endpoints of the API, as one filter. From the outside in:
///
/// 1. security headers, on every answer of whomever
/// 2. CORS: pages of the site's server may read refusals too, and a preflight costs nothing
/// 3. rate limits: a repeated request counts like a new one
/// 4. `Idempotency-Key`: a change that was made answers as it did then, though `If-Match` would not hold
/// any more
/// 5. `ETag`, `If-None-Match`, `If-Match`
///
/// A filter's refusal passes the filters outside of it.
public final class ApiFilters implements Filter {
    private static final Duration SWEEP = Duration.ofHours(1);

    private final List<Filter> filters;

    /// @param routes of the server; may still be filled
    public ApiFilters(
            Routes routes, Guard guard, Origins origins, Limits limits, Database database, Scheduler scheduler) {
        var store = new IdempotencyStore(database, scheduler);
        var _ = scheduler.every(SWEEP, store::expire);
        this.filters = List.of(
                new SecurityHeaders(),
                new Cors(origins),
                new RateLimits(guard, limits, scheduler),
                new Idempotency(store, guard),
                new Conditions(routes));
    }

    @Override
    public Answer apply(Call call, Endpoint next) throws Exception {
        Endpoint chain = next;
        for (Filter filter : filters.reversed()) {
            chain = before(chain, filter);
        }
        return chain.answer(call);
    }

    private static Endpoint before(Endpoint next, Filter filter) {
        return call -> {
            try {
                return filter.apply(call, next);
            } catch (ProblemException e) {
                return Answer.problem(e.problem());
            }
        };
    }
}
