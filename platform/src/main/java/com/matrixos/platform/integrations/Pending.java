package com.matrixos.platform.integrations;

import com.matrixos.base.ids.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What has been begun and waits for its next request, by a secret that only its browser has. Kept in memory, and only
/// so much of it: anybody can begin something. A restart forgets it, and people begin again. Safe for use from any
/// thread.
public final class Pending<T> {
    private final Map<String, Entry<T>> entries = new LinkedHashMap<>();
    private final InstantSource time;
    private final Duration life;
    private final int most;

    private record Entry<T>(T value, Instant expiresAt) {}

    /// @param most the oldest goes when there would be more
    public Pending(InstantSource time, Duration life, int most) {
        this.time = time;
        this.life = life;
        this.most = most;
    }

    /// Remembers it, instead of what was remembered under that secret.
    public synchronized void put(String secret, T value) {
        String digest = Tokens.sha256(secret);
        entries.remove(digest);
        entries.put(digest, new Entry<>(value, time.instant().plus(life)));
        if (entries.size() > most) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    /// Gives it once, if it has not run out.
    public synchronized Optional<T> take(String secret) {
        return Optional.ofNullable(entries.remove(Tokens.sha256(secret)))
                .filter(entry -> time.instant().isBefore(entry.expiresAt()))
                .map(Entry::value);
    }
}
