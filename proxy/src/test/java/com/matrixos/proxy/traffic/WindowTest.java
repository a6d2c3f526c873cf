package com.matrixos.proxy.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final Instant START = Instant.parse("2026-02-15T11:30:00Z");

    private final Window window = new Window();

    @Test
    void forgetsBucketByBucket() {
        window.add(at(0), 1);
        window.add(at(9), 2);
        window.add(at(10), 4);
        window.add(at(55), 8);
        assertThat(window.sum(at(59))).isEqualTo(15);
        assertThat(window.sum(at(60))).isEqualTo(12);
        assertThat(window.sum(at(70))).isEqualTo(8);
        assertThat(window.sum(at(109))).isEqualTo(8);
        assertThat(window.sum(at(110))).isZero();
    }

    @Test
    void knowsWhenItWillHaveForgottenEnough() {
        window.add(at(0), 1);
        window.add(at(25), 2);
        assertThat(window.whenBelow(3, at(30))).isEqualTo(at(60));
        assertThat(window.whenBelow(2, at(30))).isEqualTo(at(80));
        assertThat(window.whenBelow(1, at(30))).isEqualTo(at(80));
        assertThat(window.whenBelow(0, at(30))).as("never, but not for ever").isEqualTo(at(90));
    }

    @Test
    void takesBackOnlyWhatItStillHas() {
        long old = window.add(at(0), 1);
        long fresh = window.add(at(50), 1);
        window.sum(at(60));
        window.take(old);
        window.take(Window.NONE);
        assertThat(window.sum(at(60))).isEqualTo(1);
        window.take(fresh);
        window.take(fresh);
        assertThat(window.sum(at(60))).isZero();
    }

    @Test
    void startsAnewAfterALongSilence() {
        window.add(at(0), 1);
        assertThat(window.sum(at(1_000_000))).isZero();
    }

    @Test
    void survivesAClockThatIsSetBack() {
        window.add(at(100), 1);
        window.add(at(85), 2);
        assertThat(window.sum(at(100))).isEqualTo(3);
        assertThat(window.sum(at(-3600)))
                .as("far back: nothing it has counted can be trusted")
                .isZero();
        window.add(at(-3600), 4);
        assertThat(window.sum(at(-3550))).isEqualTo(4);
        assertThat(window.sum(at(-3540))).isZero();
    }

    private static Instant at(long second) {
        return START.plusSeconds(second);
    }
}
