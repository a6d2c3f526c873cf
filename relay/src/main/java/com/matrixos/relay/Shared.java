package com.matrixos.relay;

import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/// What all loops of a relay share.
///
/// @param open how many exchanges and tunnels there are
/// @param tls for upstreams that want it
record Shared(
        RelayConfig config,
        Router router,
        Transport transport,
        TrustedProxies trusted,
        SslContext tls,
        LongAdder open,
        int loops) {
    private static final Duration LONGEST_TICK = Duration.ofSeconds(1);
    private static final Duration SHORTEST_TICK = Duration.ofMillis(5);

    int maxIdlePerLoop() {
        return Math.max(1, config.maxPooledPerUpstream() / loops);
    }

    /// A loop's share: were it one account, a flood that has filled it on one loop would close whoever
    /// comes to another.
    long maxUnfinishedHeadBytesPerLoop() {
        return config.maxUnfinishedHeadBytes() / loops;
    }

    /// How often deadlines are looked at: an eighth of the shortest, so that none is overdue by much.
    Duration tick() {
        Duration shortest = LONGEST_TICK.multipliedBy(8);
        for (Duration each : new Duration[] {
            config.headTimeout(), config.responseTimeout(), config.idleTimeout(), config.keepAliveTimeout()
        }) {
            shortest = each.compareTo(shortest) < 0 ? each : shortest;
        }
        Duration tick = shortest.dividedBy(8);
        return tick.compareTo(SHORTEST_TICK) < 0 ? SHORTEST_TICK : tick;
    }
}
