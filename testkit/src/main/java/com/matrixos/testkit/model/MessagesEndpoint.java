package com.matrixos.testkit.model;

import com.matrixos.base.json.Json;
import com.matrixos.testkit.model.message.ApiError;
import com.matrixos.testkit.model.message.Ask;
import com.matrixos.testkit.model.message.AskReader;
import com.matrixos.testkit.model.message.Block;
import com.matrixos.testkit.model.message.Composer;
import com.matrixos.testkit.model.message.Ending;
import com.matrixos.testkit.model.message.Pauses;
import com.matrixos.testkit.model.message.StreamPlayer;
import com.matrixos.testkit.model.message.Turn;
import com.matrixos.testkit.model.script.Directive;
import com.matrixos.testkit.model.script.Directive.Incident;
import com.matrixos.testkit.model.script.Step;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// `/v1/messages` and `/v1/messages/count_tokens`.
final class MessagesEndpoint implements Endpoints {
    private static final long MAX_BODY_BYTES = 32L * 1024 * 1024;
    private static final String COUNTS_THOUGHTS = "thinking-token-count-2026-05-13";

    private final Composer composer;
    private final Pauses pauses;
    private final Calls calls;
    private final LargeBodies large;

    MessagesEndpoint(Composer composer, Pauses pauses, Calls calls, LargeBodies large) {
        this.composer = composer;
        this.pauses = pauses;
        this.calls = calls;
        this.large = large;
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of("POST /v1/messages", this::message, "POST /v1/messages/count_tokens", this::countTokens);
    }

    private void countTokens(Exchange exchange) throws IOException {
        Ask ask = read(exchange, false);
        exchange.json(200, Map.of("input_tokens", ask.prompt().tokens()));
    }

    private void message(Exchange exchange) throws IOException, InterruptedException {
        Ask ask = read(exchange, true);
        Step step = composer.step(ask);
        exchange.reply().watch();
        if (endedBefore(exchange, ask, step)) {
            return;
        }
        Optional<Directive.Fail> failure = step.last(Directive.Fail.class);
        if (failure.isPresent()) {
            Directive.Fail fail = failure.get();
            calls.unanswered(exchange.requestId(), fail.status(), ask.model(), Ending.REFUSED);
            exchange.refuse(new ApiError(fail.status(), fail.type(), fail.message()), scripted(step));
            return;
        }
        Turn turn = composer.compose(ask, step, "standard");
        if (ask.stream()) {
            stream(exchange, turn);
        } else {
            whole(exchange, turn);
        }
    }

    private Ask read(Exchange exchange, boolean answered) throws IOException {
        return large.read(exchange, MAX_BODY_BYTES, body -> AskReader.read(body, answered));
    }

    private boolean endedBefore(Exchange exchange, Ask ask, Step step) throws IOException, InterruptedException {
        for (Incident incident : step.incidents(Incident.BEFORE_ANSWER)) {
            if (incident instanceof Directive.Stall stall) {
                stall(exchange, ask.model(), stall);
            }
            if (incident instanceof Directive.Cut) {
                calls.unanswered(exchange.requestId(), 0, ask.model(), Ending.CUT);
                exchange.reply().cut();
                return true;
            }
        }
        return false;
    }

    private void stream(Exchange exchange, Turn turn) throws IOException {
        var headers = new LinkedHashMap<>(
                Map.of("content-type", "text/event-stream; charset=utf-8", "cache-control", "no-cache"));
        headers.putAll(scripted(turn.step()));
        exchange.reply().begin(200, exchange.with(headers));
        var player =
                new StreamPlayer(turn, exchange.beta(COUNTS_THOUGHTS), exchange.requestId(), exchange.reply(), pauses);
        Ending ending = player.play();
        // First of all, so that who has the answer finds the call.
        calls.answered(exchange.requestId(), true, turn, player.produced(), ending);
        switch (ending) {
            case COMPLETE, FAILED -> exchange.reply().end();
            case CUT -> exchange.reply().cut();
            case REFUSED, CLIENT_GONE -> {}
        }
    }

    /// Without a stream there are no deltas to count: whatever shall happen on the way happens before or in
    /// the middle of the body.
    private void whole(Exchange exchange, Turn turn) throws IOException, InterruptedException {
        for (Directive.Stall stall : turn.step().all(Directive.Stall.class)) {
            if (stall.after() != Incident.BEFORE_ANSWER) {
                stall(exchange, turn.model(), stall);
            }
        }
        byte[] body = Json.write(turn.whole(pauses.scheduler().instant()));
        var headers = new LinkedHashMap<>(Map.of("content-type", "application/json"));
        headers.putAll(scripted(turn.step()));
        boolean cut = turn.step().last(Directive.Cut.class).isPresent();
        long produced = turn.blocks().stream().mapToLong(Block::tokens).sum();
        calls.answered(exchange.requestId(), false, turn, produced, cut ? Ending.CUT : Ending.COMPLETE);
        if (cut) {
            exchange.reply().partly(200, exchange.with(headers), body, body.length / 2);
            exchange.reply().cut();
        } else {
            exchange.reply().whole(200, exchange.with(headers), body);
        }
    }

    private void stall(Exchange exchange, String model, Directive.Stall stall) throws InterruptedException {
        try {
            pauses.pause(stall.length());
        } catch (InterruptedException e) {
            calls.unanswered(exchange.requestId(), 0, model, Ending.CLIENT_GONE);
            throw e;
        }
    }

    private static Map<String, String> scripted(Step step) {
        var headers = new LinkedHashMap<String, String>();
        step.all(Directive.Header.class).forEach(header -> headers.put(header.name(), header.value()));
        return headers;
    }
}
