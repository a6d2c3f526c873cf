package com.matrixos.proxy.front;

import com.matrixos.base.http.Problem;
import com.matrixos.base.json.Json;
import com.matrixos.proxy.anthropic.AnthropicError;
import com.matrixos.proxy.identity.Caller;
import com.matrixos.proxy.identity.Callers;
import com.matrixos.proxy.identity.Operators;
import com.matrixos.proxy.listen.Peers;
import com.matrixos.proxy.metering.Refusals;
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

/// Decides where each request goes: what lies below `/v1/` is a call to the model and needs a token,
/// everything else goes to the control server, which asks for the operator. Answers from memory only, so
/// event loops may call it.
public final class ProxyRouter implements Router {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyRouter.class);

    /// What clients of Anthropic's API ask before they start, to see whether anybody is there.
    private static final Set<String> PROBES = Set.of("/", "/api/hello");

    private static final Map<String, String> FINAL = Map.of("x-should-retry", "false");

    private static final AnthropicError STRANGER =
            AnthropicError.ofStatus(403, "this address is not one of a container's");
    private static final AnthropicError NO_TOKEN = AnthropicError.ofStatus(401, "a container token is required");

    private final Peers peers;
    private final Callers callers;
    private final ModelCalls model;
    private final Upstream control;

    /// @param peers whom to hear
    /// @param callers who they are
    /// @param model what answers below `/v1/`
    /// @param control what answers everything else
    public ProxyRouter(Peers peers, Callers callers, ModelCalls model, Upstream control) {
        this.peers = peers;
        this.callers = callers;
        this.model = model;
        this.control = control;
    }

    @Override
    public void route(RequestHead head, Consumer<Verdict> decide) {
        if (!peers.admits(head.peer().getAddress())) {
            decide.accept(Refusals.respond(STRANGER, Map.of()));
        } else if (head.method().equals("HEAD") && PROBES.contains(head.path())) {
            decide.accept(new Verdict.Respond(200, Map.of(), new byte[0]));
        } else if (ModelPath.matches(head.path())) {
            toModel(head, decide);
        } else {
            decide.accept(toControl(head));
        }
    }

    /// Neither the upstream's address nor its error goes to the caller; the log has the kind of failure.
    @Override
    public void failed(RequestHead head, RelayFailure failure, Consumer<Verdict> decide) {
        LOG.warn("upstream failed path={} failure={}", head.path(), failure);
        boolean late = failure == RelayFailure.RESPONSE_TIMEOUT;
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
        decide.accept(Refusals.respond(AnthropicError.ofStatus(late ? 504 : 502, message), Map.of("retry-after", "2")));
    }

    /// Identity comes first, so that a stranger learns nothing about what is there.
    private void toModel(RequestHead head, Consumer<Verdict> decide) {
        Optional<Caller> caller = callers.of(head);
        if (caller.isPresent()) {
            model.route(caller.get(), head, decide);
        } else {
            decide.accept(Refusals.respond(NO_TOKEN, FINAL));
        }
    }

    /// The control server cannot see who is connected, so it is told what we know, in headers that nobody else
    /// can set.
    private Verdict toControl(RequestHead head) {
        var known = new LinkedHashMap<String, String>();
        if (Operators.isDirect(head)) {
            known.put(Operators.DIRECT_HEADER, "1");
        }
        callers.of(head).ifPresent(caller -> known.put(Operators.USER_HEADER, caller.user()));
        HeadEdits edits = HeadEdits.NONE;
        for (String header : Set.of(Operators.DIRECT_HEADER, Operators.USER_HEADER)) {
            String value = known.get(header);
            edits = value == null ? edits.remove(header) : edits.set(header, value);
        }
        return new Verdict.Forward(control, edits, true, Meter.NONE);
    }
}
