package com.matrixos.proxy.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.proxy.usage.Event.Delta;
import org.junit.jupiter.api.Test;

class OutputEstimateTest {
    @Test
    void nothingIsNothing() {
        assertThat(estimate().best()).isZero();
        assertThat(estimate(new Delta(0, 0)).cautious()).isZero();
    }

    @Test
    void longDeltasCountByTheirBytes() {
        OutputEstimate estimate = estimate(new Delta(1000, 0), new Delta(1, 0));

        assertThat(estimate.best()).isEqualTo(251);
        assertThat(estimate.cautious()).isEqualTo(334);
    }

    @Test
    void shortDeltasCountByTheirNumber() {
        OutputEstimate estimate = estimate(new Delta(1, 0), new Delta(1, 0), new Delta(1, 0), new Delta(0, 0));

        assertThat(estimate.best()).isEqualTo(3);
        assertThat(estimate.cautious()).isEqualTo(3);
    }

    @Test
    void hiddenThinkingCountsByTheUpstreamsEstimate() {
        OutputEstimate estimate = estimate(new Delta(0, 128), new Delta(0, 64), new Delta(8, 0));

        assertThat(estimate.best()).isEqualTo(194);
        assertThat(estimate.cautious()).isEqualTo(195);
    }

    private static OutputEstimate estimate(Delta... deltas) {
        var estimate = new OutputEstimate();
        for (Delta delta : deltas) {
            estimate.add(delta);
        }
        return estimate;
    }
}
