package com.matrixos.proxy.metering;

import com.matrixos.proxy.anthropic.AnthropicError;
import com.matrixos.relay.Verdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Answers that keep a call from the upstream, in words and headers that end a client's attempts or tell it
/// when to come back.
public final class Refusals {
    private static final String RETRY = "x-should-retry";
    private static final String AFTER = "retry-after";

    private Refusals() {}

    /// The money is gone: 429 `billing_error` that is not tried again is what makes Claude Code stop after
    /// one request and show the text (measured).
    static Verdict.Respond noMoney(String message, Duration untilReset, Map<String, String> more) {
        var headers = new LinkedHashMap<>(more);
        headers.put(RETRY, "false");
        headers.put(AFTER, Long.toString(Math.max(1, untilReset.toSeconds())));
        return respond(new AnthropicError(429, "billing_error", message), headers);
    }

    /// The operator has switched the user off.
    static Verdict.Respond disabled() {
        var error = new AnthropicError(403, "permission_error", "the operator has switched off AI for this computer");
        return respond(error, Map.of(RETRY, "false"));
    }

    /// Too much at once; it passes by itself.
    static Verdict.Respond tooMany(String what, Duration after) {
        var error = AnthropicError.ofStatus(429, "too many " + what + " for one computer; trying again helps");
        return respond(error, Map.of(AFTER, Long.toString(Math.max(1, after.toSeconds()))));
    }

    /// There is money, but calls under way hold it; what they do not need comes back when they end.
    static Verdict.Respond heldByOthers() {
        var error = AnthropicError.ofStatus(
                429, "what is left of the spend limit is held for calls under way; trying again helps");
        return respond(error, Map.of(AFTER, "2"));
    }

    /// A request that cannot be read on its way cannot be priced either, and could name anybody's files.
    static Verdict.Respond encoded(String encoding) {
        return respond(
                AnthropicError.invalidRequest("content-encoding: requests must be sent uncompressed, not " + encoding),
                Map.of(RETRY, "false"));
    }

    /// What a request may cost cannot be told from its body, so nothing is held for it and nothing sent.
    ///
    /// @param fault what must be otherwise; names the field
    static Verdict.Respond unreadable(String fault) {
        return respond(AnthropicError.invalidRequest(fault), Map.of(RETRY, "false"));
    }

    /// A body over Anthropic's own limit.
    static Verdict.Respond tooLarge() {
        long mib = Metering.MAX_BODY_BYTES / (1024 * 1024);
        return respond(AnthropicError.ofStatus(413, "the request body must not exceed " + mib + " MiB"), Map.of());
    }

    /// No upstream in its right mind answers well before it has the whole request.
    static Verdict.Respond early() {
        return respond(AnthropicError.ofStatus(502, "the upstream answered before it had the whole request"), Map.of());
    }

    /// What cannot be written down must not be given away.
    static Verdict.Respond noLedger() {
        var error = AnthropicError.ofStatus(503, "calls cannot be written down at the moment, so none are made");
        return respond(error, Map.of(AFTER, "5"));
    }

    /// An error with more headers.
    public static Verdict.Respond respond(AnthropicError error, Map<String, String> more) {
        var headers = new LinkedHashMap<>(error.headers());
        headers.putAll(more);
        return new Verdict.Respond(error.status(), headers, error.json());
    }
}
