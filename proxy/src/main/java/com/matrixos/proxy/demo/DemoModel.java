package com.matrixos.proxy.demo;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Endpoint;
import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.ProblemException;
import com.matrixos.base.http.Routes;
import com.matrixos.proxy.anthropic.AnthropicError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers the Messages API without any model, so that a host without a key can be tried whole. Every
/// answer says so, in its text and in the header `x-matrix-demo`. Listens on a socket of its own, so that a
/// path which the front does not take for a call to the model never ends here without a token.
public final class DemoModel {
    private static final Logger LOG = LoggerFactory.getLogger(DemoModel.class);
    private static final long MAX_BODY_BYTES = 32L * 1024 * 1024;

    /// A body of 32 MiB is three times that as a tree; so many of them fit into the proxy's memory.
    private static final int PARSED_AT_ONCE = 2;

    private final Semaphore parsing = new Semaphore(PARSED_AT_ONCE);

    private DemoModel() {}

    /// Starts the server.
    public static HttpServer start(Path socket) {
        var demo = new DemoModel();
        var routes = new Routes()
                .post("/v1/messages", demo::message)
                .post("/v1/messages/count_tokens", demo::countTokens)
                .get("/v1/models", _ -> Answer.json(200, models()))
                .get("/v1/models/demo", _ -> Answer.json(200, model()));
        return HttpServer.builder(routes)
                .filter(DemoModel::labelled)
                .listen(socket)
                .start();
    }

    /// Failures too are labelled, and told in Anthropic's shape instead of problem+json.
    private static Answer labelled(Call call, Endpoint next) {
        Answer answer;
        try {
            answer = next.answer(call);
        } catch (RefusedException e) {
            answer = answer(e.error());
        } catch (ProblemException e) {
            answer = answer(AnthropicError.ofStatus(
                    e.problem().status(), "demo model: " + e.problem().detail()));
        } catch (Exception e) {
            LOG.error("demo model failed path={}", call.path(), e);
            answer = answer(AnthropicError.ofStatus(500, "demo model: internal error"));
        }
        return answer.with("x-matrix-demo", "true");
    }

    private Answer message(Call call) throws Exception {
        Ask ask = read(call, true);
        Reply reply = Reply.to(ask);
        if (!ask.stream()) {
            return Answer.json(200, reply.message());
        }
        return new Answer(
                200,
                Map.of("content-type", "text/event-stream; charset=utf-8", "cache-control", "no-cache"),
                new Answer.Stream(-1, out -> EventStream.write(reply, out)));
    }

    private Answer countTokens(Call call) throws Exception {
        return Answer.json(200, Map.of("input_tokens", read(call, false).inputTokens()));
    }

    private Ask read(Call call, boolean answered) throws IOException, InterruptedException {
        String encoding = call.header("content-encoding").orElse("identity");
        if (!encoding.equals("identity")) {
            throw new RefusedException(
                    AnthropicError.invalidRequest("content-encoding: the demo model reads plain JSON only"));
        }
        parsing.acquire();
        // Not closed: that would break the connection off, and the refusal with it. The server ends it.
        var body = new LimitedInput(call.stream(), MAX_BODY_BYTES);
        try {
            return Ask.read(body, answered);
        } finally {
            parsing.release();
            body.drain();
        }
    }

    private static Map<String, Object> models() {
        return Reply.ordered(
                "data", List.of(model()), "has_more", false, "first_id", Reply.MODEL, "last_id", Reply.MODEL);
    }

    private static Map<String, Object> model() {
        return Reply.ordered(
                "type", "model",
                "id", Reply.MODEL,
                "display_name", "Demo model (no API key is set)",
                "created_at", "2026-01-01T00:00:00Z");
    }

    private static Answer answer(AnthropicError error) {
        return Answer.bytes(error.status(), AnthropicError.MEDIA_TYPE, error.json());
    }
}
