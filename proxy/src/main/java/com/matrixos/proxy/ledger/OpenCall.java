package com.matrixos.proxy.ledger;

import java.time.Instant;

/// A call that is about to be made. Names that were not told are empty.
///
/// @param id ours, unique for all time
/// @param user who pays
/// @param at when it was admitted; its UTC day and month are those the cost counts for
/// @param kind how it reaches the model
/// @param model as asked for
/// @param session the client's session
/// @param agent the client's agent within the session
/// @param parentAgent the agent that started that one
/// @param holdPico in pico-USD, what it may cost as far as known now: its cost if we never hear of it again
public record OpenCall(
        String id,
        String user,
        Instant at,
        Kind kind,
        String model,
        String session,
        String agent,
        String parentAgent,
        long holdPico) {
    public OpenCall {
        Money.requireNotNegative("hold", holdPico);
    }
}
