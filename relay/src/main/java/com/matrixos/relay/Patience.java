package com.matrixos.relay;

import java.time.Duration;

/// How long an exchange may go without a byte.
final class Patience {
    static final Duration NONE = Duration.ZERO;

    /// A client that has ended its side may be waiting or gone; the network does not say which. After so
    /// long without a byte it counts as gone. Cutting at once would break clients that half-close; waiting
    /// as long as for others would keep upstreams busy for nobody.
    private static final Duration HALF_CLOSED_SILENCE = Duration.ofSeconds(3);

    private Patience() {}

    /// @param answerAwaited whether the upstream has the request and has said nothing yet
    /// @param doubtful whether the client has ended its side
    static Duration with(RelayConfig config, boolean answerAwaited, boolean doubtful) {
        Duration time = answerAwaited ? config.responseTimeout() : config.idleTimeout();
        return doubtful && time.compareTo(HALF_CLOSED_SILENCE) > 0 ? HALF_CLOSED_SILENCE : time;
    }
}
