package com.matrixos.platform.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.testkit.time.Until;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The real hash.
final class Argon2HasherTest {
    @Test
    void whatIsStoredSaysHowItWasMade() {
        var hasher = new Argon2Hasher();
        String hash = hasher.hash("a horse of another colour");
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hasher.hash("a horse of another colour")).as("salted").isNotEqualTo(hash);
        assertThat(hasher.matches("a horse of another colour", hash)).isTrue();
        assertThat(hasher.matches("a horse of another color", hash)).isFalse();
        assertThat(hasher.outdated(hash)).isFalse();
    }

    /// Of the reference implementation's own tests (phc-winner-argon2, test.c).
    @Test
    void hashesOfOthersAreUnderstood() {
        String others = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        var hasher = new Argon2Hasher();
        assertThat(hasher.matches("password", others)).isTrue();
        assertThat(hasher.matches("passwore", others)).isFalse();
        assertThat(hasher.outdated(others)).isTrue();
    }

    @Test
    void twoAtOnceAndWhoWaitsTooLongIsTold() throws Exception {
        var hasher = new Argon2Hasher(1024, 1, Duration.ofMillis(20));
        var running = new AtomicInteger();
        var go = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 2; n++) {
                threads.submit(() -> hasher.inTurn(() -> {
                    running.incrementAndGet();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return true;
                }));
            }
            Until.holds("both run", () -> running.get() == 2);
            assertThatThrownBy(() -> hasher.hash("a third"))
                    .isInstanceOfSatisfying(
                            TryLaterException.class,
                            e -> assertThat(e.problem().type()).isEqualTo("busy"));
            go.countDown();
        }
        assertThat(hasher.hash("afterwards")).isNotEmpty();
    }

    @Test
    void aFailureGivesItsTurnBack() {
        var slots = new Argon2Hasher(1024, 1, Duration.ofMillis(20));
        assertThat(slots.inTurn(() -> 1)).isEqualTo(1);
        assertThatThrownBy(() -> slots.inTurn(() -> {
                    throw new IllegalArgumentException("x");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(slots.inTurn(() -> 2)).as("its turn was given back").isEqualTo(2);
    }
}
