package com.matrixos.proxy.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Values by SHA-256 digest, looked up in time that tells nothing of the digest beyond its first half. That half
/// finds the few entries to compare with (nearly always one), the comparison itself takes as long for the last
/// digit as for the first. Immutable; safe for use from any thread.
final class Digests<V> {
    /// Hexadecimal digits: 128 bits find, and the other 128 are compared without a hint of how far they fit.
    private static final int SELECTOR = 32;

    private record Entry<V>(String digest, V value) {}

    private final Map<String, List<Entry<V>>> bySelector = new HashMap<>();

    /// @param values by 64 lower-case hexadecimal digits
    Digests(Map<String, V> values) {
        values.forEach((digest, value) -> bySelector
                .computeIfAbsent(selector(digest), _ -> new ArrayList<>(1))
                .add(new Entry<>(digest, value)));
    }

    Optional<V> get(String digest) {
        byte[] wanted = bytes(digest);
        Optional<V> found = Optional.empty();
        for (Entry<V> entry : bySelector.getOrDefault(selector(digest), List.of())) {
            if (MessageDigest.isEqual(bytes(entry.digest()), wanted)) {
                found = Optional.of(entry.value());
            }
        }
        return found;
    }

    private static String selector(String digest) {
        return digest.substring(0, Math.min(SELECTOR, digest.length()));
    }

    private static byte[] bytes(String digest) {
        return digest.getBytes(StandardCharsets.US_ASCII);
    }
}
