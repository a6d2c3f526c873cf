package com.matrixos.proxy.front;

import com.matrixos.proxy.anthropic.AnthropicError;
import com.matrixos.proxy.metering.Refusals;
import com.matrixos.relay.RequestHead;
import com.matrixos.relay.Verdict;
import java.util.Map;
import java.util.Optional;

/// Anthropic's own limits on request bodies, answered here so that a body too long does not cross the
/// network to be refused. A chunked body says nothing of its length: it is counted while it passes, and the
/// upstream never gets its end.
final class BodyLimit {
    private static final long MIB = 1024L * 1024;

    private BodyLimit() {}

    /// The refusal of a body whose announced length is over the limit of its path.
    static Optional<AnthropicError> refusal(RequestHead head) {
        long limit = of(head.path());
        return head.header("content-length")
                .filter(length -> exceeds(length, limit))
                .map(_ -> tooLong(limit));
    }

    /// The same verdict, with an eye on the length of the body if that is not announced.
    static Verdict measured(RequestHead head, Verdict verdict) {
        boolean chunked = head.header("transfer-encoding").isPresent();
        return switch (verdict) {
            case Verdict.Forward forward
            when forward.tap() != null && chunked -> {
                long limit = of(head.path());
                yield forward.tap(new MeasuredTap(forward.tap(), limit, Refusals.respond(tooLong(limit), Map.of())));
            }
            case Verdict.Forward _, Verdict.Respond _ -> verdict;
        };
    }

    private static AnthropicError tooLong(long limit) {
        return AnthropicError.ofStatus(413, "the request body must not exceed " + limit / MIB + " MiB");
    }

    private static long of(String path) {
        if (path.startsWith("/v1/messages/batches")) {
            return 256 * MIB;
        }
        return path.startsWith("/v1/files") ? 500 * MIB : 32 * MIB;
    }

    /// The relay has checked that it is digits; their number is not bounded by anything.
    private static boolean exceeds(String length, long limit) {
        String digits = length.strip().replaceFirst("^0+(?=.)", "");
        return digits.length() > 18 || Long.parseLong(digits) > limit;
    }
}
