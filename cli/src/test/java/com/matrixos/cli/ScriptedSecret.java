package com.matrixos.cli;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Endpoint;
import com.matrixos.base.http.Filter;
import com.matrixos.base.http.Problem;
import java.util.Optional;
import java.util.Set;

/// Lets in whoever bears the secret or asks how it is, and everybody while there is none.
final class ScriptedSecret implements Filter {
    private static final Set<String> OPEN = Set.of("/health", "/ready");

    private volatile String wanted = "";

    void wanted(String secret) {
        wanted = secret;
    }

    @Override
    public Answer apply(Call call, Endpoint next) throws Exception {
        boolean allowed = OPEN.contains(call.path())
                || wanted.isEmpty()
                || call.header("Authorization").equals(Optional.of("Bearer " + wanted));
        return allowed
                ? next.answer(call)
                : Answer.problem(Problem.of("refused", 401, "Refused", "the operator's secret is wanted"));
    }
}
