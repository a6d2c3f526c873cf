package com.matrixos.proxy.usage;

/// Estimates the output tokens of a message that is still being streamed, from what can be seen of it.
///
/// A token of English or of code is about four bytes long, and one of other scripts shorter. A delta that
/// carries anything carries one token at least, so their number is a floor that holds for any script:
/// where deltas are short it corrects the estimate by bytes, where they are long it is far below and does
/// not matter. Thinking that the upstream hides is counted by the upstream's own estimate.
///
/// Once the upstream reports `output_tokens` in a `message_delta`, that is the truth and this is not. For
/// one thread at a time.
public final class OutputEstimate {
    /// Fewer than a token has in most scripts: a lease must not be overdrawn by a wrong guess.
    private static final int CAUTIOUS_BYTES_PER_TOKEN = 3;

    private static final int USUAL_BYTES_PER_TOKEN = 4;

    private long deltas;
    private long bytes;
    private long hiddenTokens;

    /// Takes in one more delta.
    public void add(Event.Delta delta) {
        if (delta.bytes() > 0) {
            deltas++;
        }
        bytes += delta.bytes();
        hiddenTokens += delta.estimatedTokens();
    }

    /// Whether the upstream tells how much it thinks where it cannot be seen.
    public boolean tellsHidden() {
        return hiddenTokens > 0;
    }

    /// More tokens than there likely are, for leases: rather too much is held than too little.
    public long cautious() {
        return Math.max(deltas, Math.ceilDiv(bytes, CAUTIOUS_BYTES_PER_TOKEN)) + hiddenTokens;
    }

    /// As many tokens as there likely are, for booking a message that was broken off.
    public long best() {
        return Math.max(deltas, Math.ceilDiv(bytes, USUAL_BYTES_PER_TOKEN)) + hiddenTokens;
    }
}
