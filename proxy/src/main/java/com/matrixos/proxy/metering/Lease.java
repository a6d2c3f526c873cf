package com.matrixos.proxy.metering;

import com.matrixos.proxy.budget.Hold;
import com.matrixos.proxy.prices.Pico;
import com.matrixos.proxy.prices.Rates;

/// The money a call may use up: its input, and output in leases of 1,000 tokens that are taken from the
/// user's budget as the answer grows. For the call's event loop only.
///
/// The pot is one: an input that comes out cheaper than predicted leaves more for output, and one that comes
/// out dearer takes from it before it takes from the budget.
final class Lease {
    /// A hold sized by `max_tokens` would keep a user with five dollars from having two agents: Claude Code asks
    /// for 128,000 each time, 2.56 USD at Opus prices.
    static final long OUTPUT_TOKENS = 1_000;

    /// No model writes more in one answer: 128,000 tokens by
    /// https://platform.claude.com/docs/en/about-claude/models/overview (copy of 2026-08-22).
    static final long LARGEST_OUTPUT = 128_000;

    private final Hold hold;
    private long granted;

    Lease(Hold hold) {
        this.hold = hold;
        this.granted = hold.granted();
    }

    /// What is held for a request that is about to be let through, in pico-USD.
    ///
    /// @param outputTokens a lease, or all that the request asks for where the answer cannot be cut
    static long needed(Prediction prediction, Rates rates, long outputTokens) {
        return rates.cost(prediction.tokens().output(outputTokens));
    }

    /// Whether the pot covers this much; takes another lease when it does not.
    ///
    /// @param costPico of everything up to and including what comes next
    /// @param leasePico the price of a lease of output
    boolean covers(long costPico, long leasePico) {
        if (costPico > granted) {
            granted = hold.grow(Pico.plus(costPico, leasePico));
        }
        return costPico <= granted;
    }

    /// The upstream has counted the prompt: what was held for a longer one goes back.
    ///
    /// @param costPico of everything so far
    /// @param leasePico the price of a lease of output
    void trueUp(long costPico, long leasePico) {
        granted = hold.shrink(Pico.plus(costPico, leasePico));
    }

    /// The call is over: what it has not used goes back.
    void settle(long costPico) {
        hold.settle(costPico);
    }

    /// The call never was.
    void release() {
        hold.release();
    }
}
