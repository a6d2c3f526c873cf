package com.matrixos.platform.http;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Endpoint;
import com.matrixos.base.http.Filter;
import com.matrixos.base.http.Routes;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/// Answers a GET with 304 when the client knows the answer, and lets a change with `If-Match` through only
/// when what a
/// GET of the same path answers the same client is still what the client has seen. Conditional changes of
/// one path take
/// turns, so that of two with the same tag one is refused; a change without a condition waits for nobody.
final class Conditions implements Filter {
    private static final Set<String> READS = Set.of("GET", "HEAD");
    private static final Set<String> CHANGES = Set.of("PUT", "PATCH", "DELETE");
    private static final int OK = 200;
    private static final int TURNS = 64;

    private final Routes routes;
    private final ReentrantLock[] turns =
            IntStream.range(0, TURNS).mapToObj(_ -> new ReentrantLock()).toArray(ReentrantLock[]::new);

    /// @param routes of the server that the filter stands before
    Conditions(Routes routes) {
        this.routes = routes;
    }

    @Override
    public Answer apply(Call call, Endpoint next) throws Exception {
        if (!ApiPaths.api(call.path())) {
            return next.answer(call);
        }
        if (READS.contains(call.method())) {
            return unlessKnown(call, EntityTag.tagged(next.answer(call)));
        }
        Optional<String> condition = call.header("if-match").filter(_ -> CHANGES.contains(call.method()));
        return condition.isPresent() ? inTurn(call, condition.get(), next) : next.answer(call);
    }

    private static Answer unlessKnown(Call call, Answer answer) {
        boolean known = answer.status() == OK
                && EntityTag.of(answer)
                        .filter(tag -> call.header("if-none-match")
                                .filter(condition -> EntityTag.alike(condition, tag))
                                .isPresent())
                        .isPresent();
        if (!known) {
            return answer;
        }
        var headers = new HashMap<>(answer.headers());
        headers.keySet().retainAll(Set.of("etag", "cache-control", "vary", "content-location", "expires"));
        return new Answer(304, headers, new Answer.Bytes(new byte[0]));
    }

    private Answer inTurn(Call call, String condition, Endpoint next) throws Exception {
        if (!EntityTag.valid(condition)) {
            throw Call.badRequest("If-Match", "If-Match must be * or entity tags in double quotes");
        }
        ReentrantLock turn = turns[Math.floorMod(call.path().hashCode(), TURNS)];
        turn.lock();
        try {
            return ifUnchanged(call, condition, next);
        } finally {
            turn.unlock();
        }
    }

    private Answer ifUnchanged(Call call, String condition, Endpoint next) throws Exception {
        Optional<Answer> state = routes.peek(call);
        if (state.isEmpty()) {
            return Answer.problem(HttpProblems.preconditionFailed("a GET of this path is not answered: no tag fits"));
        }
        Answer now = EntityTag.tagged(state.get());
        if (now.status() != OK) {
            // Nobody learns more from it than from the GET: not signed in, not theirs, not there.
            return now;
        }
        return EntityTag.same(condition, EntityTag.of(now))
                ? next.answer(call)
                : Answer.problem(HttpProblems.preconditionFailed("get it again, look, and send the change again"));
    }
}
