package com.matrixos.relay;

/// A message that cannot be understood in exactly one way, so it is not understood at all. Carries no
/// stack trace: it is thrown on behalf of a peer, as often as the peer likes.
final class BadMessage extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String reason;

    /// @param status what a client is answered; an upstream's bad message is a 502 whatever this says
    /// @param reason in words, without any of the peer's bytes
    BadMessage(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
        this.reason = reason;
    }

    BadMessage(String reason) {
        this(400, reason);
    }

    /// In words, without any of the peer's bytes.
    String reason() {
        return reason;
    }

    int status() {
        return status;
    }
}
