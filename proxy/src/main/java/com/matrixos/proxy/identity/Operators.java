package com.matrixos.proxy.identity;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Endpoint;
import com.matrixos.base.http.Filter;
import com.matrixos.base.http.Problem;
import com.matrixos.base.ids.Tokens;
import com.matrixos.relay.RequestHead;
import java.util.Optional;
import java.util.Set;

/// Who is the operator, by the same rule as on the platform: with a secret, who bears it; without one, who
/// asks from this very machine. The front marks the latter ([#isDirect]) because it alone sees the peer;
/// the control server enforces both, on the path as it has decoded it, so that no spelling of a path gets
/// around the rule.
///
/// Being at the machine would be the credentials of every page in a browser there, so without a secret a
/// page is never the operator, not even for what it could not read the answer of. The body's media type
/// does not matter: `curl -d` names the one of forms.
public final class Operators implements Filter {
    /// Set by the front on a direct request to the control server, and removed from every other one.
    public static final String DIRECT_HEADER = "x-matrix-direct";

    /// Set by the front to the user whose token a request to the control server bears, and removed from every
    /// other one.
    public static final String USER_HEADER = "x-matrix-user";

    /// Whether somebody is there, and whether calls can be made, is no secret.
    private static final Set<String> OPEN = Set.of("/health", "/ready");

    private static final String USAGE = "/usage/";

    private static final Set<String> OWN_HOSTS = Set.of("localhost", "127.0.0.1");

    private final String secret;

    /// @param secret `PLATFORM_SECRET`, or empty when there is none
    public Operators(String secret) {
        this.secret = secret;
    }

    /// Whether a request was made on this machine, for this machine: a loopback peer, `Host` without any
    /// other name (a page in the operator's browser cannot forge that), and no sign of having come through
    /// a proxy or tunnel.
    public static boolean isDirect(RequestHead head) {
        return head.peer().getAddress().isLoopbackAddress()
                && OWN_HOSTS.contains(head.host().replaceFirst(":[0-9]*$", ""))
                && !head.forwarded();
    }

    @Override
    public Answer apply(Call call, Endpoint next) throws Exception {
        if (OPEN.contains(call.path()) || isOperator(call) || readsOwnUsage(call)) {
            return next.answer(call);
        }
        if (byBeingHere(call)) {
            return Answer.problem(Problem.of(
                    "cross-origin", 403, "Not from a page", "a page in a browser is not the operator of this machine"));
        }
        String how = secret.isEmpty()
                ? "without PLATFORM_SECRET the operator must ask from this machine, for Host localhost or 127.0.0.1"
                : "the operator's secret is needed as Authorization: Bearer";
        return Answer.problem(Problem.of("not-authorized", 401, "This is for the operator", how))
                .with("www-authenticate", "Bearer");
    }

    /// Who bears a token may see what it has cost, and nothing else.
    private static boolean readsOwnUsage(Call call) {
        Optional<String> user = call.header(USER_HEADER);
        String path = call.path();
        return user.isPresent()
                && call.method().equals("GET")
                && (path + "/").startsWith(USAGE + user.get() + "/")
                && !path.equals("/usage/summary");
    }

    private boolean isOperator(Call call) {
        if (secret.isEmpty()) {
            return byBeingHere(call) && !fromAPage(call);
        }
        return call.header("authorization")
                .flatMap(Bearer::token)
                .filter(given -> Tokens.same(given, secret))
                .isPresent();
    }

    private boolean byBeingHere(Call call) {
        return secret.isEmpty()
                && call.header(DIRECT_HEADER).filter("1"::equals).isPresent();
    }

    /// Every browser says so (W3C Fetch Metadata) unless somebody typed the address, and pages cannot keep
    /// it from that. None of ours is served here, so not even `same-origin` is one.
    private static boolean fromAPage(Call call) {
        return !call.headers("origin").isEmpty()
                || call.headers("sec-fetch-site").stream().anyMatch(site -> !site.equals("none"));
    }
}
