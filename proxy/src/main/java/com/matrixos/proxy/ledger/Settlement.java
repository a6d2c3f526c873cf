package com.matrixos.proxy.ledger;

import com.matrixos.proxy.usage.Usage;
import java.time.Instant;

/// How a call ended and what it cost. Names that were not told are empty.
///
/// @param id of the call, ours
/// @param at when it ended
/// @param messageId the upstream's, `msg_…`
/// @param upstreamRequestId the upstream's `request-id`
/// @param model that answered, or empty for the one asked for
/// @param usage all that was used
/// @param costPico in pico-USD
/// @param basis what the cost rests on
/// @param unknownModel that there was no price for the model, so that [Ledger#reprice] looks at it again
/// @param batch that batch prices apply
/// @param end `complete`, `client_gone`, `upstream_cut`, `upstream_error`, `budget_cut` or `stopped`
/// @param status HTTP status of the upstream's answer
/// @param user who pays; counts when the call was never opened, as results of batches are
/// @param openedAt when it was admitted; counts likewise
public record Settlement(
        String id,
        Instant at,
        String messageId,
        String upstreamRequestId,
        String model,
        Usage usage,
        long costPico,
        Basis basis,
        boolean unknownModel,
        boolean batch,
        String end,
        int status,
        String user,
        Instant openedAt) {
    public Settlement {
        Money.requireNotNegative("cost", costPico);
    }

    /// The row this one would have had, for a call that was never opened.
    OpenCall opening() {
        Kind kind = batch ? Kind.BATCH_RESULT : Kind.MESSAGE;
        return new OpenCall(id, user, openedAt, kind, model, "", "", "", 0);
    }
}
