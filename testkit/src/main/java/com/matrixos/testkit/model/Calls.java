package com.matrixos.testkit.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.model.message.Ending;
import com.matrixos.testkit.model.message.RefusedException;
import com.matrixos.testkit.model.message.Turn;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// Remembers the last calls, for tests in this process and, at `GET /scripted/calls?after=N`, for others.
/// Safe for use from any thread.
final class Calls implements Endpoints {
    private static final int KEPT = 10_000;

    private final Deque<Call> calls = new ArrayDeque<>();
    private long count;

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of("GET /scripted/calls", this::list);
    }

    /// A call that was answered.
    synchronized void answered(String requestId, boolean stream, Turn turn, long produced, Ending ending) {
        add(new Call(++count, requestId, 200, turn.model(), stream, turn.usage().whole(), produced, ending));
    }

    /// A call that was not.
    synchronized void unanswered(String requestId, int status, String model, Ending ending) {
        ObjectNode nothing = Json.mapper().createObjectNode();
        add(new Call(++count, requestId, status, model, false, nothing, 0, ending));
    }

    synchronized List<Call> all() {
        return List.copyOf(calls);
    }

    private void add(Call call) {
        if (calls.size() == KEPT) {
            calls.removeFirst();
        }
        calls.addLast(call);
    }

    private void list(Exchange exchange) throws IOException {
        String text = exchange.request().parameter("after").orElse("0");
        RefusedException.check(text.matches("[0-9]{1,18}"), "after: must be a whole number");
        long after = Long.parseLong(text);
        List<Call> later = all().stream().filter(call -> call.number() > after).toList();
        exchange.json(200, Map.of("data", later));
    }
}
