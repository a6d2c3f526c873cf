package com.matrixos.platform.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.platform.containers.Measure;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// How counters become readings.
final class TrackTest {
    private static final Instant START = Instant.parse("2026-02-15T11:30:00Z");

    private final Track track = new Track();

    @Test
    void aLoadNeedsTwoReadings() {
        add(0, 1_000_000_000);
        add(5, 2_250_000_000L);
        assertThat(track.readings()).extracting(Reading::cpuPercent).containsExactly(null, 25.0);
    }

    @Test
    void countersOfAnotherStartMakeNoLoad() {
        add(0, 1_000_000_000);
        add(5, 500_000_000);
        add(10, 1_000_000_000);
        track.rest();
        add(15, 2_000_000_000);
        assertThat(track.readings()).extracting(Reading::cpuPercent).containsExactly(null, null, 10.0, null);
    }

    @Test
    void theNewestSixtyAreKept() {
        for (int i = 0; i < 70; i++) {
            add(i, i);
        }
        assertThat(track.readings()).hasSize(60);
        assertThat(track.readings().getFirst().at()).isEqualTo(START.plusSeconds(10));
    }

    private void add(int second, long cpuNanos) {
        track.add(START.plusSeconds(second), new Measure(1, 2, cpuNanos, 1));
    }
}
