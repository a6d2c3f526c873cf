package com.matrixos.proxy.keys;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keys in use, taken in turn. One that the upstream has refused is set aside for a while; when all are,
/// the one set aside longest ago is used all the same, because a refusal of the upstream's says more to a
/// caller than one of ours.
///
/// Safe for use from any thread, event loops included: nothing blocks, and the keys are an immutable snapshot.
public final class KeyRing {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

    /// How long a refused key is set aside unless told otherwise: an operator needs some minutes to notice, and
    /// a key that works again should not stay unused for much longer.
    private static final Duration ASIDE = Duration.ofMinutes(10);

    /// When a key was set aside, and until when.
    private record Aside(Instant since, Instant until) {
        static final Aside NEVER = new Aside(Instant.MIN, Instant.MIN);
    }

    private final InstantSource clock;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile Map<Key, AtomicReference<Aside>> ring = Map.of();

    /// Without a key until [#use].
    public KeyRing(InstantSource clock) {
        this.clock = clock;
    }

    /// From now on these are the keys, in this order. One that was set aside and is among them stays so.
    public synchronized void use(List<Key> keys) {
        var next = new LinkedHashMap<Key, AtomicReference<Aside>>();
        keys.forEach(key -> next.put(key, ring.getOrDefault(key, new AtomicReference<>(Aside.NEVER))));
        ring = next;
        LOG.info(
                "keys in use count={} fingerprints={}",
                next.size(),
                next.keySet().stream().map(Key::fingerprint).collect(Collectors.joining(",")));
    }

    /// Whether there is any key.
    public boolean present() {
        return !ring.isEmpty();
    }

    /// Whether any key is not set aside, so that the next call may fare better than the last.
    public boolean anyUsable() {
        return !usable(ring).isEmpty();
    }

    /// The key whose turn it is; empty when there is none at all.
    public Optional<Key> next() {
        Map<Key, AtomicReference<Aside>> keys = ring;
        List<Key> usable = usable(keys);
        if (usable.isEmpty()) {
            return keys.entrySet().stream()
                    .min(Comparator.comparing(entry -> entry.getValue().get().since()))
                    .map(Map.Entry::getKey);
        }
        return Optional.of(usable.get(Math.floorMod(turn.getAndIncrement(), usable.size())));
    }

    private List<Key> usable(Map<Key, AtomicReference<Aside>> keys) {
        Instant now = clock.instant();
        return keys.entrySet().stream()
                .filter(entry -> !now.isBefore(entry.getValue().get().until()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The upstream does not take this key; set aside for ten minutes.
    ///
    /// @param reason for the log
    public void refused(Key key, String reason) {
        refused(key, reason, ASIDE);
    }

    /// The upstream does not take this key; set aside for so long from now. Of the many calls that are refused
    /// at once with the same key the log has one line. A key that is not in use any more is nobody's concern.
    public void refused(Key key, String reason, Duration duration) {
        AtomicReference<Aside> aside = ring.get(key);
        if (aside == null) {
            return;
        }
        Instant now = clock.instant();
        Aside before = aside.getAndSet(new Aside(now, now.plus(duration)));
        if (!now.isBefore(before.until())) {
            LOG.warn(
                    "key refused by the upstream, set aside key={} reason={} seconds={}",
                    key.fingerprint(),
                    reason,
                    duration.toSeconds());
        }
    }
}
