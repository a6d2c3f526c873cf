package com.matrixos.proxy.ledger;

import com.matrixos.proxy.usage.Usage;

/// What the upstream tells when an answer begins.
///
/// @param id of the call, ours
/// @param messageId the upstream's, `msg_…`, or empty when not told
/// @param model that answers, or empty for the one asked for
/// @param usage the input, and the output so far
/// @param costPico in pico-USD, of that usage
public record Trued(String id, String messageId, String model, Usage usage, long costPico) {
    public Trued {
        Money.requireNotNegative("cost", costPico);
    }
}
