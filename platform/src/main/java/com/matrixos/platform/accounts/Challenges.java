package com.matrixos.platform.accounts;

import com.matrixos.base.ids.Tokens;
import com.matrixos.base.time.Scheduler;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What authenticators were asked to sign: each counts once, for five minutes, and for what it was made. In
/// memory, for a ceremony that a restart interrupts is begun again. Safe for use from any thread; never
/// blocks.
final class Challenges {
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// The oldest are forgotten beyond this; some 2 MB.
    private static final int MOST = 10_000;

    private final Map<String, Open> open = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Open> eldest) {
            return size() > MOST;
        }
    };
    private final Scheduler scheduler;

    Challenges(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /// One that has just been made.
    @SuppressWarnings("ArrayRecordComponent") // made here and never compared
    record Made(String id, byte[] bytes) {}

    /// @param purpose who shall answer it: an account's id, or empty for whoever signs in
    @SuppressWarnings("ArrayRecordComponent") // as above
    private record Open(byte[] bytes, String purpose, Instant expiresAt) {}

    synchronized Made make(String purpose) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        String id = Tokens.random("ch_");
        open.put(id, new Open(bytes, purpose, scheduler.instant().plus(LIFE)));
        return new Made(id, bytes);
    }

    /// Uses one up, whatever comes of it.
    synchronized Optional<byte[]> take(String id, String purpose) {
        return Optional.ofNullable(open.remove(id))
                .filter(taken ->
                        taken.purpose().equals(purpose) && scheduler.instant().isBefore(taken.expiresAt()))
                .map(Open::bytes);
    }
}
