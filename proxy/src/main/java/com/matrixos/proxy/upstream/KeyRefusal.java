package com.matrixos.proxy.upstream;

import com.matrixos.proxy.anthropic.AnthropicError;
import com.matrixos.relay.ResponseHead;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Why the upstream does not take a key, read off its answer.
///
/// | status | type | what is wrong |
/// |---|---|---|
/// | 401 | any | the key is none of theirs, or not any more |
/// | 402 | `billing_error` | it has no money |
/// | 429 | `rate_limit_error` with a code of [#SPENT], no `retry-after` | it may spend no more |
/// | 400, 403 | `invalid_request_error`, `permission_error` | see below |
///
/// A 400 or a 403 is mostly the request's own fault: a field that is wrong, a model or a beta that the key
/// may not use. Only a message that *begins* with one of a few sentences is about the key. Where the upstream
/// quotes a request, its own words come first, so no request can be written that has the key set aside for
/// everybody. "Your API key does not have permission to use the specified resource" is not among them: others
/// may well use the key for another resource.
///
/// A request that breaks another rule as well as the key's may be told of that one; then the next one tells.
final class KeyRefusal {
    /// Longer answers are not about keys.
    static final int LONGEST = 64 * 1024;

    static final String NOT_ACCEPTED = "not accepted";

    private static final Pattern NO_MONEY =
            Pattern.compile("(Your credit balance is too low|You have reached your specified API usage limits)\\b");
    private static final Pattern DISABLED = Pattern.compile(
            "(This|Your) (organization|workspace|account|API key) (is|was|has been)"
                    + " (disabled|deactivated|suspended|revoked|deleted|archived)\\b",
            Pattern.CASE_INSENSITIVE);

    /// `ramp_limit_exceeded` is none of them: it is about how fast the use grows, and trying again helps.
    private static final Set<String> SPENT = Set.of("enforced_spend_limit_reached", "contract_spend_limit_reached");

    private KeyRefusal() {}

    /// Whether an answer with this head may be about the key, so that its body has to be looked at.
    static boolean possible(ResponseHead head) {
        return switch (head.status()) {
            case 400, 401, 402, 403 -> true;
            case 429 -> head.header("retry-after").isEmpty();
            default -> false;
        };
    }

    /// What is wrong with the key, for the log, or nothing when it is the request that is refused.
    ///
    /// @param body of the answer
    static Optional<String> of(int status, byte[] body) {
        if (status == 401) {
            return Optional.of(NOT_ACCEPTED);
        }
        var error = AnthropicError.read(status, body);
        return switch (error.type()) {
            case "billing_error" -> status == 402 ? Optional.of("no money") : Optional.empty();
            case "rate_limit_error" ->
                status == 429 && SPENT.contains(AnthropicError.code(body))
                        ? Optional.of("spend limit reached")
                        : Optional.empty();
            case "invalid_request_error", "permission_error" -> said(error.message());
            default -> Optional.empty();
        };
    }

    private static Optional<String> said(String message) {
        if (begins(NO_MONEY, message)) {
            return Optional.of("no money");
        }
        return begins(DISABLED, message) ? Optional.of("disabled") : Optional.empty();
    }

    private static boolean begins(Pattern words, String message) {
        return words.matcher(message).lookingAt();
    }
}
