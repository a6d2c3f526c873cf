package com.matrixos.platform.access;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Endpoint;
import com.matrixos.base.http.Filter;
import com.matrixos.base.ids.Tokens;
import com.matrixos.platform.problems.Problems;
import java.util.List;

/// Lets only the operator through; `GET /health` is everybody's.
///
/// With a secret the operator is who sends it as a bearer token. Without one it is who asks this machine
/// directly: routing marks such requests with [#DIRECT] after removing whatever a client sent under that
/// name, and nothing but routing can reach the control plane's socket. A tunnel's requests are never
/// direct. With a secret the mark does not help: who set one wants it to be asked for.
public final class OperatorAccess implements Filter {
    /// The header by which routing marks a direct loopback request, with the value `1`.
    public static final String DIRECT = "x-matrix-direct";

    private static final String SCHEME = "Bearer ";

    private final String secret;

    /// @param secret empty for none
    public OperatorAccess(String secret) {
        this.secret = secret;
    }

    @Override
    public Answer apply(Call call, Endpoint next) throws Exception {
        boolean health = call.path().equals("/health")
                && (call.method().equals("GET") || call.method().equals("HEAD"));
        return health || operator(call)
                ? next.answer(call)
                : Answer.problem(Problems.unauthorized()).with("www-authenticate", "Bearer");
    }

    private boolean operator(Call call) {
        if (secret.isEmpty()) {
            return call.headers(DIRECT).equals(List.of("1"));
        }
        String given = call.header("authorization").orElse("");
        return given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && Tokens.same(given.substring(SCHEME.length()).strip(), secret);
    }
}
