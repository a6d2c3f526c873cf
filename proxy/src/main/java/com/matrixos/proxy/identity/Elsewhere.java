package com.matrixos.proxy.identity;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts tokens that come from where they do not belong, and has each handle in the log once a minute at the
/// most: who has stolen a token shall not be able to fill the disk with it as well.
///
/// Never blocks. Holds no more handles than have had a token.
final class Elsewhere implements Alerts {
    private static final Logger LOG = LoggerFactory.getLogger(Elsewhere.class);
    private static final Duration QUIET = Duration.ofMinutes(1);

    /// What there is of one handle.
    private record Count(LongAdder seen, AtomicLong quietUntilMillis) {
        Count() {
            this(new LongAdder(), new AtomicLong(Long.MIN_VALUE));
        }
    }

    private final Map<String, Count> counts = new ConcurrentHashMap<>();
    private final InstantSource clock;

    Elsewhere(InstantSource clock) {
        this.clock = clock;
    }

    /// A handle's token came from another address than its container's.
    void seen(String handle, InetAddress bound, InetAddress from) {
        Count count = counts.computeIfAbsent(handle, _ -> new Count());
        count.seen().increment();
        long now = clock.millis();
        long quietUntil = count.quietUntilMillis().get();
        if (now >= quietUntil && count.quietUntilMillis().compareAndSet(quietUntil, now + QUIET.toMillis())) {
            LOG.warn(
                    "token seen from elsewhere handle={} bound={} seen={}",
                    handle,
                    bound.getHostAddress(),
                    from.getHostAddress());
        }
    }

    @Override
    public Map<String, Long> seenElsewhere() {
        return counts.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().seen().sum()));
    }
}
