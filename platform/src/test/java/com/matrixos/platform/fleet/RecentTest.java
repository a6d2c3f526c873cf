package com.matrixos.platform.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.testkit.time.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Asking somebody who may be slow.
final class RecentTest {
    private final ManualScheduler time = new ManualScheduler(Instant.parse("2026-02-15T11:30:00Z"));
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void isAskedOnceForAWhile() {
        var recent = new Recent<>(time, Duration.ofSeconds(5), asked::incrementAndGet);
        assertThat(recent.get(0)).isEqualTo(1);
        assertThat(recent.get(0)).isEqualTo(1);
        time.advance(Duration.ofSeconds(5));
        assertThat(recent.get(0)).isEqualTo(2);
        recent.forget();
        assertThat(recent.get(0)).isEqualTo(3);
    }

    @Test
    void aFailureIsKeptAsLongAsAnAnswer() {
        var recent = new Recent<Integer>(time, Duration.ofSeconds(5), () -> {
            asked.incrementAndGet();
            throw new IllegalStateException("away");
        });
        assertThat(recent.get(7)).isEqualTo(7);
        assertThat(recent.get(7)).isEqualTo(7);
        assertThat(asked).hasValue(1);
    }

    @Test
    void whoDoesNotAnswerIsAskedOnlyOnce() {
        var never = new CountDownLatch(1);
        var recent = new Recent<>(time, Duration.ofSeconds(5), () -> {
            asked.incrementAndGet();
            await(never);
            return 1;
        });
        assertThat(recent.get(7)).isEqualTo(7);
        time.advance(Duration.ofMinutes(1));
        assertThat(recent.get(7)).isEqualTo(7);
        assertThat(asked).hasValue(1);
        never.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
