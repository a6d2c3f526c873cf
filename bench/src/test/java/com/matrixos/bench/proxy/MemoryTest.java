package com.matrixos.bench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private static final Target DIRECT = new Target("direct", 1, 0, List.of(""));
    private static final Target OURS = new Target("ours", 2, 1, List.of(""));

    @Test
    void keepsTheMostOfEachPhase() {
        var memory = new Memory();
        memory.add("idle", OURS, cost(100, 90));
        memory.add("load", OURS, cost(120, 80));
        memory.add("load", OURS, cost(110, 95));
        memory.note(OURS, "is well");
        assertThat(memory.table(List.of(DIRECT, OURS)))
                .contains("| | idle | load |")
                .contains("| ours | 100 / 90 | 120 / 95 |")
                .contains("ours is well.")
                .doesNotContain("direct");
        assertThat(memory.verdict(OURS, 120)).contains("120 MiB, met");
        assertThat(memory.verdict(OURS, 119)).contains("120 MiB, missed");
    }

    private static Cost cost(long rss, long pss) {
        return new Cost(Duration.ZERO, rss, pss, 0, 0);
    }
}
