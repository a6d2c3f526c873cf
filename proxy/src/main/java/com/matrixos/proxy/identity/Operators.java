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
            return call.header(DIRECT_HEADER).filter("1"::equals).isPresent();
        }
        return call.header("authorization")
                .flatMap(Bearer::token)
                .filter(given -> Tokens.same(given, secret))
                .isPresent();
    }
}
