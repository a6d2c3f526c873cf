package com.matrixos.platform.programs;

import com.matrixos.base.ids.Tokens;
import com.matrixos.base.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Devices that wait to be let in (RFC 8628). In memory: a request lives ten minutes, anybody can make one,
/// and after a
/// restart the program begins again. Never blocks for long; safe for use from any thread.
public final class Devices {
    static final Duration LIFE = Duration.ofMinutes(10);
    static final Duration INTERVAL = Duration.ofSeconds(5);
    static final int MOST = 10_000;
    static final int MOST_OF_NETWORK = 20;

    private static final int LONGEST_CODE = 128;

    private final Scheduler scheduler;
    /// By digest of the device's code, the oldest first.
    private final Map<String, Waiting> byDevice = new LinkedHashMap<>();

    private final Map<UserCode, Waiting> byUser = new HashMap<>();

    /// What asks.
    ///
    /// @param network as which its address is counted
    record Asker(String address, String network, String userAgent) {}

    /// A request to be let in.
    record Request(UserCode userCode, Asker asker, Instant createdAt) {}

    /// A request with the device's own code. That is stored nowhere.
    record Begun(Request request, String deviceCode) {
        /// Without the code.
        @Override
        public String toString() {
            return "Begun[" + request.createdAt() + "]";
        }
    }

    /// What a device is told when it asks.
    sealed interface Progress {
        /// Nobody has decided.
        record Pending() implements Progress {}

        /// It asks too often; from now on it must wait that long.
        record TooSoon(Duration interval) implements Progress {}

        /// Somebody has refused it.
        record Denied() implements Progress {}

        /// There is no such request, or no more.
        record Expired() implements Progress {}

        /// That account has let it in. Told once.
        record Granted(String accountId, Request request) implements Progress {}
    }

    private static final class Waiting {
        private final Request request;
        private final String sha256;
        private Duration interval = INTERVAL;
        private @Nullable Instant asked;
        private boolean decided;
        /// Who has let it in; null when it was refused, or is not decided.
        private @Nullable String accountId;

        Waiting(Request request, String sha256) {
            this.request = request;
            this.sha256 = sha256;
        }
    }

    public Devices(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /// Begins a request; empty when too many wait, of this network or in all.
    synchronized Optional<Begun> begin(Asker asker) {
        expire();
        long same = byDevice.values().stream()
                .filter(waiting -> waiting.request.asker().network().equals(asker.network()))
                .count();
        if (byDevice.size() >= MOST || same >= MOST_OF_NETWORK) {
            return Optional.empty();
        }
        UserCode userCode = UserCode.random();
        while (byUser.containsKey(userCode)) {
            userCode = UserCode.random();
        }
        String deviceCode = Tokens.random("mdc_");
        var waiting = new Waiting(new Request(userCode, asker, scheduler.instant()), Tokens.sha256(deviceCode));
        byDevice.put(waiting.sha256, waiting);
        byUser.put(userCode, waiting);
        return Optional.of(new Begun(waiting.request, deviceCode));
    }

    /// The request of that code, if nobody has decided about it.
    synchronized Optional<Request> find(UserCode userCode) {
        expire();
        return Optional.ofNullable(byUser.get(userCode))
                .filter(waiting -> !waiting.decided)
                .map(waiting -> waiting.request);
    }

    /// Decides about a request, once.
    ///
    /// @param accountId who lets it in; null to refuse it
    /// @return what was decided about; empty when there is no such request
    synchronized Optional<Request> decide(UserCode userCode, @Nullable String accountId) {
        expire();
        Waiting waiting = byUser.get(userCode);
        if (waiting == null || waiting.decided) {
            return Optional.empty();
        }
        waiting.decided = true;
        waiting.accountId = accountId;
        return Optional.of(waiting.request);
    }

    /// How it stands. What is granted or refused is told once, and then the request is gone: one token out
    /// of one
    /// approval.
    synchronized Progress poll(String deviceCode) {
        expire();
        Waiting waiting = deviceCode.length() > LONGEST_CODE ? null : byDevice.get(Tokens.sha256(deviceCode));
        if (waiting == null) {
            return new Progress.Expired();
        }
        if (tooSoon(waiting)) {
            return new Progress.TooSoon(waiting.interval);
        }
        if (!waiting.decided) {
            return new Progress.Pending();
        }
        drop(waiting);
        String accountId = waiting.accountId;
        return accountId == null ? new Progress.Denied() : new Progress.Granted(accountId, waiting.request);
    }

    /// Takes back what an account has approved and no device has fetched yet; to be called when it is
    /// suspended or
    /// removed.
    public synchronized void forget(String accountId) {
        byDevice.values().stream()
                .filter(waiting -> accountId.equals(waiting.accountId))
                .toList()
                .forEach(this::drop);
    }

    private boolean tooSoon(Waiting waiting) {
        Instant now = scheduler.instant();
        Instant asked = waiting.asked;
        waiting.asked = now;
        if (asked == null || !now.isBefore(asked.plus(waiting.interval))) {
            return false;
        }
        // RFC 8628 §3.5: by five seconds, for this and all later calls.
        waiting.interval = waiting.interval.plus(INTERVAL);
        return true;
    }

    private void expire() {
        Instant old = scheduler.instant().minus(LIFE);
        while (!byDevice.isEmpty()) {
            Waiting oldest = byDevice.values().iterator().next();
            if (oldest.request.createdAt().isAfter(old)) {
                return;
            }
            drop(oldest);
        }
    }

    private void drop(Waiting waiting) {
        byDevice.remove(waiting.sha256);
        byUser.remove(waiting.request.userCode());
    }
}
