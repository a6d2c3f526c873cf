package com.matrixos.proxy.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// The lookup of tokens by digest.
final class DigestsTest {
    private static final String ALICE = "a".repeat(64);
    private static final String TWIN = "a".repeat(63) + "b";
    private static final String BOB = "b".repeat(64);

    private final Digests<String> digests = new Digests<>(Map.of(ALICE, "alice", TWIN, "twin", BOB, "bob"));

    @Test
    void everyDigitCounts() {
        assertThat(digests.get(ALICE)).contains("alice");
        assertThat(digests.get(TWIN)).contains("twin");
        assertThat(digests.get(BOB)).contains("bob");
        assertThat(digests.get("a".repeat(63) + "c")).isEmpty();
        assertThat(digests.get("c" + "a".repeat(63))).isEmpty();
    }

    @Test
    void aPartIsNotTheWhole() {
        assertThat(digests.get("a".repeat(32))).isEmpty();
        assertThat(digests.get("a".repeat(65))).isEmpty();
        assertThat(digests.get("")).isEmpty();
    }
}
