package com.matrixos.platform.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.base.http.ProblemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The service on an engine that falls ill on demand.
abstract class OnAFlakyEngine {
    static final Handle ALICE = Handle.of("alice");
    static final Handle BOB = Handle.of("bob");
    static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    Lab lab;
    Containers containers;

    @BeforeEach
    final void open() {
        lab = new Lab(folder);
        containers = lab.containers();
    }

    @AfterEach
    final void close() throws Exception {
        containers.close();
        lab.close();
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void assertProblem(String type, int status, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().type()).isEqualTo(type);
            assertThat(e.problem().status()).isEqualTo(status);
        });
    }
}
