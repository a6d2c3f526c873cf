package com.matrixos.platform.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.platform.containers.Cause;
import com.matrixos.platform.containers.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// What people read of a computer's state.
final class SentencesTest {
    private static final Instant NOW = Instant.parse("2026-02-15T14:30:00Z");
    private static final Instant THEN = Instant.parse("2026-02-15T14:02:11Z");
    private static final Duration IDLE = Duration.ofMinutes(30);

    @Test
    void statesAndWhatLedToThem() {
        assertThat(say("stopped", done("stopping", Cause.IDLE, "stopped")))
                .isEqualTo("asleep since 14:02 UTC: nobody used it for 30 minutes");
        assertThat(say("stopped", done("stopped", Cause.FOUND, "stopped")))
                .isEqualTo("asleep since 14:02 UTC: it ended by itself");
        assertThat(say("starting", begun("starting", Cause.OPENED))).isEqualTo("waking because somebody opened it");
        assertThat(say("starting", begun("starting", Cause.UPDATED))).isEqualTo("being updated");
        assertThat(say("running", done("starting", Cause.OPENED, "running"))).isEqualTo("awake since 14:02 UTC");
        assertThat(say("stopping", begun("stopping", Cause.ASKED))).isEqualTo("going to sleep: somebody asked for it");
        assertThat(say("destroying", begun("destroying", Cause.ASKED))).isEqualTo("being removed");
    }

    @Test
    void wantOfMemoryIsTheReasonWhenItCameJustBefore() {
        var facts = new Sentences.Facts("stopped", done("stopped", Cause.FOUND, "stopped"), true, "");
        assertThat(Sentences.cause(facts, IDLE, NOW)).isEqualTo("asleep since 14:02 UTC: it ran out of memory");
    }

    @Test
    void whatIsUnderWayIsNamed() {
        var facts =
                new Sentences.Facts("provisioning", begun("provisioning", Cause.ASKED), false, "making the computer");
        assertThat(Sentences.cause(facts, IDLE, NOW)).isEqualTo("being set up (making the computer)");
    }

    @Test
    void anotherDayIsNamed() {
        var facts = new Sentences.Facts("running", done("starting", Cause.ASKED, "running"), false, "");
        assertThat(Sentences.cause(facts, IDLE, NOW.plus(Duration.ofDays(2))))
                .isEqualTo("awake since 15 February, 14:02 UTC");
    }

    @Test
    void nobodyReadsOfContainers() {
        var failed = new Operation(
                "starting", Cause.OPENED, THEN, THEN, "failed", "the container engine refused; see the container");
        assertThat(say("failed", failed)).isEqualTo("could not start: the engine refused; see the computer");
        for (String status : List.of("provisioning", "starting", "running", "stopping", "stopped", "failed")) {
            for (Cause cause : Cause.values()) {
                assertThat(say(status, done("starting", cause, status)).toLowerCase(Locale.ROOT))
                        .doesNotContain("container");
            }
        }
    }

    @Test
    void whatOlderVersionsLeftHasNoTime() {
        assertThat(say("running", null)).isEqualTo("awake");
    }

    private static String say(String status, Operation change) {
        return Sentences.cause(new Sentences.Facts(status, change, false, ""), IDLE, NOW);
    }

    private static Operation done(String kind, Cause cause, String outcome) {
        return new Operation(kind, cause, THEN, THEN, outcome, null);
    }

    private static Operation begun(String kind, Cause cause) {
        return new Operation(kind, cause, THEN, null, null, null);
    }
}
