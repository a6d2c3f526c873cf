package com.matrixos.platform.accounts;

import com.matrixos.base.time.Scheduler;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// Failures by the address they came from, in memory: after a restart every address begins anew, which an
/// attacker cannot bring about. Safe for use from any thread; never blocks.
final class AddressFailures {
    /// The longest unused are forgotten beyond this; some 2 MB.
    private static final int MOST = 10_000;

    /// Whoever has one address of IPv6 has all that share this many bytes with it (RFC 6177).
    private static final int IPV6_BYTES = 8;

    private final Map<String, Backoff.Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Backoff.Failures> eldest) {
            return size() > MOST;
        }
    };
    private final Backoff backoff;
    private final Scheduler scheduler;

    AddressFailures(Backoff backoff, Scheduler scheduler) {
        this.backoff = backoff;
        this.scheduler = scheduler;
    }

    /// Counts a try as failed until [#undo]: of many that come at once no more than are free get through.
    ///
    /// @throws TryLaterException while the address must wait
    synchronized void count(String address) {
        Instant now = scheduler.instant();
        String key = key(address);
        Backoff.Failures before = failures.getOrDefault(key, new Backoff.Failures(0, now));
        Duration wait = backoff.wait(before, now);
        if (wait.isPositive()) {
            throw new TryLaterException(AccountProblems.tooManyAttempts(), wait);
        }
        failures.put(key, backoff.more(before, now));
    }

    /// Takes one back: it was none.
    synchronized void undo(String address) {
        failures.computeIfPresent(
                key(address),
                (_, some) -> some.count() == 1 ? null : new Backoff.Failures(some.count() - 1, some.last()));
    }

    /// How many addresses are remembered.
    synchronized int size() {
        return failures.size();
    }

    private static String key(String address) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            byte[] bytes = parsed.getAddress();
            return HexFormat.of().formatHex(parsed instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_BYTES) : bytes);
        } catch (IllegalArgumentException _) {
            // Not one we know how to shorten: whoever sends such has one count together.
            return "";
        }
    }
}
