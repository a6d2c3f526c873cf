package com.matrixos.bench.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Target DIRECT = new Target("direct", 1, 0, List.of(""));
    private static final Target OURS = new Target("ours", 2, 1, List.of(""));
    private static final Target OTHER = new Target("other", 3, 1, List.of(""));

    private final Comparison comparison =
            new Comparison("First bytes", Comparison.Unit.REQUEST, List.of(DIRECT, OURS, OTHER));

    @BeforeEach
    void threeRounds() {
        round(1_000_000, 1_500_000, 3_000_000);
        round(9_000_000, 9_300_000, 9_900_000);
        round(1_000_000, 1_200_000, 1_900_000);
    }

    @Test
    void takesTheMedianOfWhatIsAddedInEachRound() {
        assertThat(comparison.oursAdds(50)).isCloseTo(300_000L, withinPercentage(5));
        assertThat(comparison.table())
                .contains("| ours | 1.500 |", "| other | 3.0")
                .contains("| 1.00 |");
    }

    @Test
    void givesNoTimesOfATargetThatNeverKeptUp() {
        var never = new Comparison("First bytes", Comparison.Unit.REQUEST, List.of(DIRECT, OURS));
        never.beginRound();
        never.add(DIRECT, sample(1_000_000, ""));
        never.add(OURS, sample(2_000_000, "500 Internal Server Error"));
        assertThat(never.oursAdds(50)).isEqualTo(Comparison.NEVER);
        assertThat(never.table()).contains("| ours | no figures: 500 Internal Server Error |");
    }

    @Test
    void givesUpOnOthersThatFailedButNeverOnOurs() {
        comparison.add(OURS, sample(1_000_000, "closed"));
        comparison.add(OTHER, sample(1_000_000, "closed"));
        assertThat(comparison.wants(OURS)).isTrue();
        assertThat(comparison.wants(OTHER)).isFalse();
        assertThat(comparison.table()).contains("ours (in 2 of 3 rounds)");
    }

    private void round(long direct, long ours, long other) {
        comparison.beginRound();
        comparison.add(DIRECT, sample(direct, ""));
        comparison.add(OURS, sample(ours, ""));
        comparison.add(OTHER, sample(other, ""));
    }

    private static Sample sample(long nanos, String trouble) {
        var times = Sample.histogram();
        times.recordValue(nanos);
        return new Sample(times, 1, 1, 0, trouble, new Cost(Duration.ofMillis(1), 100, 90, 10, 20));
    }
}
