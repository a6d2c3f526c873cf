package com.matrixos.base.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LifecycleTest {
    @Test
    void stopsInReverseOrderAndGoesOnPastAFailure() {
        List<String> stopped = new ArrayList<>();
        var lifecycle = new Lifecycle();
        lifecycle.add(() -> stopped.add("database"));
        lifecycle.add(() -> {
            throw new IllegalStateException("stuck");
        });
        lifecycle.add(() -> stopped.add("server"));

        lifecycle.close();
        lifecycle.close();

        assertThat(stopped).containsExactly("server", "database");
    }
}
