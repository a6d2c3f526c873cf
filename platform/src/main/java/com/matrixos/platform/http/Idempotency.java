package com.matrixos.platform.http;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Endpoint;
import com.matrixos.base.http.Filter;
import com.matrixos.base.http.Problem;
import com.matrixos.platform.access.Guard;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Carries a change out once, however often the client sends it under the same `Idempotency-Key`: later
/// ones are
/// answered as the first was (draft-ietf-httpapi-idempotency-key-header). Keys are a caller's own.
final class Idempotency implements Filter {
    private static final Set<String> CHANGES = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");

    /// Who sends it again after these may well be answered otherwise: signed in, later, or by another
    /// method.
    private static final Set<Integer> PASSING = Set.of(401, 405, 429);

    private static final int FAILURES = 500;
    private static final int REFUSALS = 400;
    private static final int LONGEST_BODY = 64 * 1024;

    private final IdempotencyStore store;
    private final Guard guard;

    Idempotency(IdempotencyStore store, Guard guard) {
        this.store = store;
        this.guard = guard;
    }

    @Override
    public Answer apply(Call call, Endpoint next) throws Exception {
        Optional<String> key = call.header("idempotency-key")
                .filter(_ -> CHANGES.contains(call.method()) && ApiPaths.counted(call.path()));
        return key.isPresent() ? once(call, key.get(), next) : next.answer(call);
    }

    private Answer once(Call call, String key, Endpoint next) throws Exception {
        if (!KEY.matcher(key).matches()) {
            throw Call.badRequest("Idempotency-Key", "a key has 1 to 128 printable ASCII characters and no blanks");
        }
        String principal = Caller.of(guard.who(call), Guard.address(call));
        KeyedRequest request = KeyedRequest.of(call, principal, key);
        return switch (store.begin(request)) {
            case Remembered.Nothing _ -> first(request, call, next);
            case Remembered.Begun _ -> Answer.problem(HttpProblems.inProgress()).with("retry-after", "1");
            case Remembered.Other _ -> Answer.problem(HttpProblems.keyReused());
            case Remembered.Kept(Answer answer) -> answer.with("idempotent-replayed", "true");
            case Remembered.Done _ -> notReplayable("it was carried out, and its answer is shown once only");
            case Remembered.Unknown _ -> notReplayable("we stopped meanwhile: look whether it was carried out");
        };
    }

    private static Answer notReplayable(String detail) {
        Problem problem = HttpProblems.notReplayable(detail);
        return Answer.problem(problem);
    }

    private Answer first(KeyedRequest request, Call call, Endpoint next) throws Exception {
        boolean answered = false;
        try {
            Answer answer = next.answer(call);
            remember(request, answer);
            answered = true;
            return answer;
        } finally {
            if (!answered) {
                store.forget(request);
            }
        }
    }

    private void remember(KeyedRequest request, Answer answer) {
        boolean secret = ApiPaths.secret(request.path()) || answer.headers().containsKey("set-cookie");
        if (passing(answer.status()) || (secret && answer.status() >= REFUSALS)) {
            store.forget(request);
        } else if (!secret && answer.body() instanceof Answer.Bytes(byte[] body) && body.length <= LONGEST_BODY) {
            store.keep(request, answer, body);
        } else {
            store.done(request);
        }
    }

    private static boolean passing(int status) {
        return status >= FAILURES || PASSING.contains(status);
    }
}
