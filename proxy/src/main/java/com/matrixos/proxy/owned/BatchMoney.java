package com.matrixos.proxy.owned;

import com.matrixos.proxy.usage.BatchSkim;
import com.matrixos.relay.Verdict;
import java.time.Instant;
import java.util.Map;

/// The money of those who make batches. Safe for use from any thread; never blocks, so event loops may call
/// it.
public interface BatchMoney {
    /// What a batch may cost at the most, in pico-USD, by the prices of now.
    ///
    /// @param byModel what is asked for, by model; the empty name is of models that are not known
    /// @param fileTokens how long all files are together that the requests name, each time they do, in tokens
    long worstCase(Map<String, BatchSkim.Sum> byModel, long fileTokens);

    /// Sets money aside for a batch when the user's limits leave room for all of it.
    ///
    /// @param pico in pico-USD, not negative
    Room hold(String user, long pico);

    /// Sets money aside once more for a batch that another process held it for: as much as there is room for,
    /// perhaps nothing, since the batch is under way whatever is left.
    ///
    /// @param madeAt when the batch was made, whose day and month it is paid in
    /// @param pico what was held at first, in pico-USD, not negative
    BatchHold holdAgain(String user, Instant madeAt, long pico);

    /// Whether there is room.
    sealed interface Room {
        /// There is; the hold has to be released in the end.
        record Held(BatchHold hold) implements Room {}

        /// There is not, and nothing is held.
        ///
        /// @param answer what the user hears
        record Refused(Verdict.Respond answer) implements Room {}
    }
}
