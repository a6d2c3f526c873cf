package com.matrixos.platform.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Quantiles by nearest rank.
final class WakesTest {
    @Test
    void halfAndNineteenOfTwenty() {
        List<Duration> wakes = IntStream.rangeClosed(1, 100)
                .map(i -> 101 - i)
                .mapToObj(Duration::ofMillis)
                .toList();
        Wakes.Times times = Wakes.of(wakes);
        assertThat(times.p50()).contains(Duration.ofMillis(50));
        assertThat(times.p95()).contains(Duration.ofMillis(95));
        assertThat(times.count()).isEqualTo(100);
    }

    @Test
    void oneIsBothAndNoneIsNeither() {
        assertThat(Wakes.of(List.of(Duration.ofMillis(7))).p95()).contains(Duration.ofMillis(7));
        assertThat(Wakes.of(List.of()).p50()).isEmpty();
    }
}
