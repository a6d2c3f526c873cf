package com.matrixos.proxy.front;

import com.matrixos.proxy.anthropic.AnthropicError;
import com.matrixos.proxy.anthropic.Catalog;
import com.matrixos.proxy.identity.Caller;
import com.matrixos.proxy.keys.Key;
import com.matrixos.proxy.keys.KeyRing;
import com.matrixos.proxy.metering.Metering;
import com.matrixos.proxy.metering.Refusals;
import com.matrixos.proxy.owned.OwnedCalls;
import com.matrixos.proxy.upstream.KeyUse;
import com.matrixos.proxy.upstream.Outbound;
import com.matrixos.proxy.upstream.SharedLimits;
import com.matrixos.relay.RequestHead;
import com.matrixos.relay.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Calls to the model of callers that are known: each goes the way that its place in the catalogue wants.
/// Never blocks; what must look at the disk decides later, from a thread of its own.
public final class ModelCalls {
    private static final Map<String, String> FINAL = Map.of("x-should-retry", "false");

    private static final AnthropicError NO_UPGRADE =
            AnthropicError.invalidRequest("upgrade: the model is not spoken to over another protocol");
    private static final AnthropicError NO_KEY = AnthropicError.ofStatus(
            503,
            "this host has no API key: its operator has to set ANTHROPIC_API_KEY"
                    + " (or PROXY_DEMO_MODEL=true for a scripted demo) and start the proxy again");

    private final Model model;
    private final KeyRing keys;
    private final SharedLimits limits;
    private final Metering metering;
    private final OwnedCalls owned;

    public ModelCalls(Model model, KeyRing keys, SharedLimits limits, Metering metering, OwnedCalls owned) {
        this.model = model;
        this.keys = keys;
        this.limits = limits;
        this.metering = metering;
        this.owned = owned;
    }

    /// Decides, now or later.
    void route(Caller caller, RequestHead head, Consumer<Verdict> decide) {
        Optional<AnthropicError> refusal = ModelPath.refusal(head.method(), head.path())
                .or(() -> head.upgrade() ? Optional.of(NO_UPGRADE) : Optional.empty())
                .or(() -> BodyLimit.refusal(head));
        if (refusal.isPresent()) {
            decide.accept(Refusals.respond(refusal.get(), Map.of()));
            return;
        }
        Catalog.Found found = Catalog.find(head.method(), ModelPath.plain(head.path()))
                .orElseThrow(() -> new IllegalStateException("a path that was let through is not in the catalogue"));
        Consumer<Verdict> measured = verdict -> decide.accept(BodyLimit.measured(head, verdict));
        switch (model) {
            case Model.None() -> decide.accept(Refusals.respond(NO_KEY, FINAL));
            case Model.Demo(Outbound outbound) -> route(found, new Call(caller, head, outbound, null), measured);
            case Model.Anthropic(Outbound outbound) -> {
                Optional<Key> key = keys.next();
                if (key.isEmpty()) {
                    decide.accept(Refusals.respond(NO_KEY, FINAL));
                } else {
                    route(found, new Call(caller, head, outbound, key.get()), measured);
                }
            }
        }
    }

    private record Call(
            Caller caller,
            RequestHead head,
            Outbound outbound,
            @Nullable Key key) {}

    private void route(Catalog.Found found, Call call, Consumer<Verdict> decide) {
        var key = new KeyUse(call.key(), keys, limits);
        switch (found.entry()) {
            case MESSAGE -> decide.accept(started(call, metering.begin(call.caller(), call.head(), key, owned)));
            case COUNT_TOKENS, MODEL_LIST, MODEL_GET ->
                decide.accept(started(call, metering.beginFree(call.caller(), call.head(), key, owned)));
            case BATCH_CREATE,
                    BATCH_LIST,
                    BATCH_GET,
                    BATCH_DELETE,
                    BATCH_RESULTS,
                    BATCH_CANCEL,
                    FILE_UPLOAD,
                    FILE_LIST,
                    FILE_GET,
                    FILE_CONTENT,
                    FILE_DELETE ->
                metering.beginOwned(
                        call.caller(),
                        decide,
                        verdict -> owned.route(
                                found,
                                new OwnedCalls.Request(call.caller(), call.head(), call.outbound(), key),
                                verdict));
        }
    }

    private static Verdict started(Call call, Metering.Start start) {
        return switch (start) {
            case Metering.Start.Begun(var tap) -> call.outbound().forward(call.head(), call.key(), tap);
            case Metering.Start.Refused(var answer) -> answer;
        };
    }
}
