package com.matrixos.proxy.owned;

import com.matrixos.proxy.anthropic.AnthropicError;
import com.matrixos.relay.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// What callers hear from us instead of from the upstream.
///
/// @param budgetHeaders the headers that tell a user about the user's limits; must not block
record Answers(Function<String, Map<String, String>> budgetHeaders) {
    private static final int LONGEST_SHOWN = 128;

    /// There is none, or it is somebody else's: nobody can tell which.
    Verdict.Respond notFound(String user, Kind kind, String id) {
        String shown = id.length() > LONGEST_SHOWN ? id.substring(0, LONGEST_SHOWN) + "…" : id;
        return error(user, AnthropicError.ofStatus(404, kind.word() + " not found: " + shown));
    }

    /// It was made, and could not be kept for who made it.
    Verdict.Respond notKept(String user, Kind kind) {
        return error(
                user,
                AnthropicError.ofStatus(
                        503, "the " + kind.word() + " could not be written down and is not kept; try again"));
    }

    /// The upstream has said something that cannot be handed on.
    Verdict.Respond unusable(String user) {
        return error(user, AnthropicError.ofStatus(502, "the upstream's answer could not be used"));
    }

    /// An error with the headers about the user's limits.
    Verdict.Respond error(String user, AnthropicError error) {
        var headers = new LinkedHashMap<>(budgetHeaders.apply(user));
        headers.putAll(error.headers());
        return new Verdict.Respond(error.status(), headers, error.json());
    }

    /// An error and nothing more.
    static Verdict.Respond plain(AnthropicError error) {
        return new Verdict.Respond(error.status(), error.headers(), error.json());
    }
}
