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
import org.jspecify.annotations.Nullable;

/// What an answer says about the key that paid for it: how much room is left for all of us, or that it is
/// not taken any more. Neither is for the caller's eyes.
///
/// Never blocks, so event loops may call it.
public final class KeyUse {
    private static final int LONGEST_REFUSAL = 64 * 1024;

    private final @Nullable Key key;
    private final KeyRing keys;
    private final SharedLimits limits;

    /// @param key the one the request bears, or null where the upstream wants none
    public KeyUse(@Nullable Key key, KeyRing keys, SharedLimits limits) {
        this.key = key;
        this.keys = keys;
        this.limits = limits;
    }

    public @Nullable Key key() {
        return key;
    }

    /// What becomes of an answer: it is passed on with our own limits instead of the key's, or, when the key
    /// was refused, kept, to be replaced by [#refused].
    ///
    /// @param ours headers that tell the caller about the caller's limits
    public Tap.Handling answered(ResponseHead head, Map<String, String> ours) {
        limits.told(head::header);
        if (head.status() == 401 && key != null) {
            keys.refused(key);
            return new Tap.Handling.Collect(LONGEST_REFUSAL);
        }
        return new Tap.Handling.Stream(new ResponseEdits(KeyUse::aboutTheKey, ours));
    }

    /// What a caller hears whose request bore a key that is not taken: the caller's own credential is in
    /// order, so it must not be a 401. With another key to try, trying again helps.
    public Verdict.Respond refused() {
        boolean another = keys.next().filter(next -> !next.equals(key)).isPresent();
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

    /// They describe the shared key, and so what all the others do.
    private static boolean aboutTheKey(String header) {
        return header.startsWith("anthropic-ratelimit-")
                || header.startsWith("anthropic-priority-")
                || header.startsWith("anthropic-fast-");
    }
}
