package com.matrixos.platform.control;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Endpoint;
import com.matrixos.platform.problems.Problems;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Keeps pages of other sites from changing anything through somebody's browser. A browser names the page's
/// origin in every request that changes something; what names none is no browser. On this machine that
/// matters more than elsewhere: here any page can reach the operator's API, and the browser's place alone
/// would be its credentials.
final class SameOrigin {
    private SameOrigin() {}

    /// Lets a call through whose `Origin`, if it has one, is the host it was sent to.
    static Endpoint only(Endpoint endpoint) {
        return call -> same(call) ? endpoint.answer(call) : Answer.problem(Problems.crossOrigin());
    }

    private static boolean same(Call call) {
        List<String> origins = call.headers("origin");
        // A browser that will not say which page it was ("null") is as good as another site.
        return origins.isEmpty()
                || (origins.size() == 1
                        && authority(origins.getFirst())
                                .equals(call.header("host").map(host -> host.toLowerCase(Locale.ROOT))));
    }

    private static Optional<String> authority(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getRawAuthority()).map(host -> host.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
