package com.matrixos.proxy.front;

import com.matrixos.base.http.Problem;
import com.matrixos.base.json.Json;
import com.matrixos.proxy.anthropic.AnthropicError;
import com.matrixos.proxy.identity.Caller;
import com.matrixos.proxy.identity.Callers;
import com.matrixos.proxy.identity.Operators;
import com.matrixos.proxy.listen.Peers;
import com.matrixos.relay.HeadEdits;
import com.matrixos.relay.Meter;
import com.matrixos.relay.RelayFailure;
import com.matrixos.relay.RequestHead;
import com.matrixos.relay.Router;
import com.matrixos.relay.Upstream;
import com.matrixos.relay.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The proxy's decision on each request. Everything it asks is in memory, so it decides on the event loop,
/// at once.
public final class ProxyRouter implements Router {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyRouter.class);

    /// Claude Code asks these before its first call, to see whether anybody is there.
    private static final Set<String> PROBES = Set.of("/", "/api/hello");

    /// Trying again does not help until the operator has acted, and clients otherwise do so for minutes.
    private static final Map<String, String> FINAL = Map.of("x-should-retry", "false");

    private static final AnthropicError STRANGER =
            AnthropicError.ofStatus(403, "this proxy serves the containers of its own host only");
    private static final AnthropicError NO_TOKEN =
            AnthropicError.ofStatus(401, "a valid container token is needed, as Authorization: Bearer or x-api-key");
    private static final AnthropicError NO_KEY = new AnthropicError(
            503,
            "api_error",
            "no API key is set on this host: its operator must set ANTHROPIC_API_KEY"
                    + " (or PROXY_DEMO_MODEL=true for a scripted demo) and start the proxy again");
    private static final AnthropicError NO_UPGRADE =
            AnthropicError.invalidRequest("upgrade: the model is not spoken to over another protocol");

    private final Peers peers;
    private final Callers callers;
    private final Model model;
    private final Upstream control;

    /// @param peers whom to hear
    /// @param callers who they are
    /// @param model what answers below `/v1/`
    /// @param control what answers everything else
    public ProxyRouter(Peers peers, Callers callers, Model model, Upstream control) {
        this.peers = peers;
        this.callers = callers;
        this.model = model;
        this.control = control;
    }

    @Override
    public void route(RequestHead head, Consumer<Verdict> decide) {
        decide.accept(verdict(head));
    }

    /// Neither the upstream's address nor its error goes to the caller; the log has the kind of failure.
    @Override
    public void failed(RequestHead head, RelayFailure failure, Consumer<Verdict> decide) {
        LOG.warn("upstream failed path={} failure={}", head.path(), failure);
        String message = switch (failure) {
            case REFUSED, CONNECT_TIMEOUT -> "the upstream cannot be reached at the moment";
            case RESPONSE_TIMEOUT -> "the upstream did not answer in time";
            case DISCONNECTED, BAD_RESPONSE -> "the upstream broke off before it answered";
        };
        if (!ModelPath.matches(head.path())) {
            var problem = Problem.of("upstream-failed", failure.status(), "The upstream failed", message);
            decide.accept(new Verdict.Respond(
                    failure.status(), Map.of("content-type", Problem.MEDIA_TYPE), Json.write(problem.body())));
            return;
        }
        decide.accept(refuse(AnthropicError.ofStatus(failure.status(), message), Map.of("retry-after", "2")));
    }

    private Verdict verdict(RequestHead head) {
        if (!peers.admits(head.peer().getAddress())) {
            return refuse(STRANGER, Map.of());
        }
        if (head.method().equals("HEAD") && PROBES.contains(head.path())) {
            return new Verdict.Respond(200, Map.of(), new byte[0]);
        }
        return ModelPath.matches(head.path()) ? toModel(head) : toControl(head);
    }

    /// Identity comes first, so that a stranger learns nothing about what is there.
    private Verdict toModel(RequestHead head) {
        Optional<Caller> caller = callers.of(head);
        if (caller.isEmpty()) {
            return refuse(NO_TOKEN, FINAL);
        }
        Optional<AnthropicError> refusal = ModelPath.refusal(head.method(), head.path())
                .or(() -> head.upgrade() ? Optional.of(NO_UPGRADE) : Optional.empty())
                .or(() -> BodyLimit.refusal(head));
        return refusal.map(error -> refuse(error, Map.of())).orElseGet(() -> forward(head));
    }

    private Verdict forward(RequestHead head) {
        return switch (model) {
            case Model.Anthropic anthropic ->
                new Verdict.Forward(
                        anthropic.upstream(),
                        anthropic.edits().uri(anthropic.basePath() + head.uri()),
                        false,
                        Meter.NONE);
            case Model.Demo demo ->
                new Verdict.Forward(demo.upstream(), demo.edits().uri(demo.basePath() + head.uri()), false, Meter.NONE);
            case Model.None() -> refuse(NO_KEY, FINAL);
        };
    }

    private Verdict toControl(RequestHead head) {
        HeadEdits edits = Operators.isDirect(head)
                ? HeadEdits.NONE.set(Operators.DIRECT_HEADER, "1")
                : HeadEdits.NONE.remove(Operators.DIRECT_HEADER);
        return new Verdict.Forward(control, edits, true, Meter.NONE);
    }

    private static Verdict refuse(AnthropicError error, Map<String, String> moreHeaders) {
        var headers = new LinkedHashMap<>(error.headers());
        headers.putAll(moreHeaders);
        return new Verdict.Respond(error.status(), headers, error.json());
    }
}
