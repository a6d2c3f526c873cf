package com.matrixos.platform.http;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Endpoint;
import com.matrixos.base.http.Filter;
import com.matrixos.platform.access.Origins;
import java.util.Optional;

/// Lets the site's pages read what is answered when another server has them (Fetch standard §3.2). Every
/// other origin
/// gets no word of it, so browsers keep the answers from its pages.
final class Cors implements Filter {
    private static final String METHODS = "GET, POST, PUT, PATCH, DELETE";
    private static final String ASKED = "authorization, content-type, idempotency-key, if-match, if-none-match";
    private static final String SHOWN = "etag, idempotent-replayed, location, ratelimit-limit, ratelimit-remaining,"
            + " ratelimit-reset, retry-after";

    private final Origins origins;

    Cors(Origins origins) {
        this.origins = origins;
    }

    @Override
    public Answer apply(Call call, Endpoint next) throws Exception {
        Optional<String> site = origins.site(call);
        Answer answer = site.isPresent() && preflight(call) ? allowance() : next.answer(call);
        Answer varying = ApiPaths.api(call.path()) ? Headers.varying(answer, "Origin") : answer;
        return site.map(origin -> shared(varying, origin)).orElse(varying);
    }

    private static boolean preflight(Call call) {
        return call.method().equals("OPTIONS")
                && call.header("access-control-request-method").isPresent();
    }

    private static Answer allowance() {
        return Answer.empty(204)
                .with("access-control-allow-methods", METHODS)
                .with("access-control-allow-headers", ASKED)
                .with("access-control-max-age", "600");
    }

    private static Answer shared(Answer answer, String origin) {
        return answer.with("access-control-allow-origin", origin)
                .with("access-control-allow-credentials", "true")
                .with("access-control-expose-headers", SHOWN);
    }
}
