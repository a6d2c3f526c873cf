package com.matrixos.relay;

/// Why an upstream could not be used, with the status that tells it apart.
///
/// | failure | status | nothing was sent yet |
/// |---|---|---|
/// | refused, unreachable | 503 | yes |
/// | connect time-out | 504 | yes |
/// | no answer in time | 504 | no |
/// | broken or invalid answer | 502 | no |
public enum RelayFailure {
    /// Nobody listens there, or there is no way there.
    REFUSED(503, true),
    /// No connection within the time-out.
    CONNECT_TIMEOUT(504, true),
    /// Connected, but no response head within the time-out.
    RESPONSE_TIMEOUT(504, false),
    /// The connection died before a response head.
    DISCONNECTED(502, false),
    /// What came back is not HTTP/1.x, or ambiguous.
    BAD_RESPONSE(502, false);

    private final int status;
    private final boolean retryable;

    RelayFailure(int status, boolean retryable) {
        this.status = status;
        this.retryable = retryable;
    }

    /// The HTTP status a client should see.
    public int status() {
        return status;
    }

    /// Whether nothing of the request has left, so that it may go elsewhere.
    public boolean retryable() {
        return retryable;
    }

    /// The status in words, for an answer that says no more.
    String reason() {
        return switch (status) {
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            default -> "Gateway Timeout";
        };
    }
}
