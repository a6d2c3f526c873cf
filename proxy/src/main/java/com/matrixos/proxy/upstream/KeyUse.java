package com.matrixos.proxy.upstream;

import com.matrixos.proxy.anthropic.AnthropicError;
import com.matrixos.proxy.keys.Key;
import com.matrixos.proxy.keys.KeyRing;
import com.matrixos.relay.ResponseEdits;
import com.matrixos.relay.ResponseHead;
import com.matrixos.relay.Tap;
import com.matrixos.relay.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an answer says about the key that paid for it: how much room is left for all of us, or that it is
/// not taken any more. Neither is for the caller's eyes.
///
/// One for each call, for its event loop only; never blocks.
public final class KeyUse {
    /// Errors are short; one that is longer than this and does not say so in its head cannot be kept.
    private static final int LONGEST_KEPT = 1024 * 1024;

    private final @Nullable Key key;
    private final KeyRing keys;
    private final SharedLimits limits;
    private Verdict.@Nullable Respond answer;

    /// @param key the one the request bears, or null where the upstream wants none
    public KeyUse(@Nullable Key key, KeyRing keys, SharedLimits limits) {
        this.key = key;
        this.keys = keys;
        this.limits = limits;
    }

    public @Nullable Key key() {
        return key;
    }

    /// What becomes of an answer: it is passed on with our own limits instead of the key's, or, when it may
    /// be the key that was refused, kept for [#collected]. A 4xx whose length tells that it is about
    /// something else is passed on.
    ///
    /// @param ours headers that tell the caller about the caller's limits
    public Tap.Handling answered(ResponseHead head, Map<String, String> ours) {
        limits.told(head::header);
        var edits = new ResponseEdits(KeyUse::aboutTheKey, ours);
        if (key == null || !mayRefuseTheKey(head)) {
            return new Tap.Handling.Stream(edits);
        }
        if (head.status() == 401) {
            // Its head is enough, and of a client that has left no body is kept.
            keys.refused(key, KeyRefusal.NOT_ACCEPTED);
        }
        answer = Kept.of(head, edits);
        return new Tap.Handling.Collect(LONGEST_KEPT);
    }

    /// What the caller gets for an answer that was kept: the same one, unless it tells that the key is not
    /// taken. Then the key is set aside, and nothing is said of it.
    ///
    /// @param body of the answer
    /// @throws IllegalStateException when [#answered] has not kept it
    public Verdict.Respond collected(byte[] body) {
        Verdict.Respond kept = answer;
        if (kept == null || key == null) {
            throw new IllegalStateException("no answer is kept");
        }
        Optional<String> reason = KeyRefusal.of(kept.status(), body);
        if (reason.isEmpty()) {
            return new Verdict.Respond(kept.status(), kept.headers(), body);
        }
        keys.refused(key, reason.get());
        return refused();
    }

    /// What a caller hears whose request bore a key that is not taken: the caller's own credential is in
    /// order, so it must not be a 401. As long as there is a key that is not set aside, trying again helps.
    private Verdict.Respond refused() {
        boolean another = keys.anyUsable();
        var error = new AnthropicError(
                another ? 503 : 502,
                "api_error",
                another
                        ? "the host's API key was not accepted; the next one is tried"
                        : "the host's API key was not accepted; its operator has to look after it");
        var headers = new LinkedHashMap<>(error.headers());
        headers.put("x-should-retry", Boolean.toString(another));
        headers.put("retry-after", "1");
        return new Verdict.Respond(error.status(), headers, error.json());
    }

    private static boolean mayRefuseTheKey(ResponseHead head) {
        if (head.status() == 401) {
            return true;
        }
        boolean tooLong = head.header("content-length").filter(KeyUse::tooLong).isPresent();
        return KeyRefusal.possible(head) && !tooLong;
    }

    /// The relay has checked that it is digits.
    private static boolean tooLong(String length) {
        return length.length() > 6 || Integer.parseInt(length) > KeyRefusal.LONGEST;
    }

    /// They describe the shared key, and so what all the others do.
    private static boolean aboutTheKey(String header) {
        return header.startsWith("anthropic-ratelimit-")
                || header.startsWith("anthropic-priority-")
                || header.startsWith("anthropic-fast-");
    }
}
