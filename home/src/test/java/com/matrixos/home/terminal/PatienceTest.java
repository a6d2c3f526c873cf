package com.matrixos.home.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.home.HomeFixture;
import com.matrixos.home.terminal.Terminal.Attached;
import com.matrixos.home.terminal.Terminal.Event;
import com.matrixos.testkit.time.ManualScheduler;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// What happens to clients that hold a program up, in time moved by hand.
final class PatienceTest {
    /// A program that prints without end, and counts.
    private static final class Chatterbox implements Pty {
        private final AtomicLong printed = new AtomicLong();
        private final CountDownLatch end = new CountDownLatch(1);

        @Override
        public int read(byte[] buffer) {
            if (end.getCount() == 0) {
                return -1;
            }
            printed.addAndGet(buffer.length);
            return buffer.length;
        }

        @Override
        public void write(byte[] bytes) {}

        @Override
        public void resize(Size size) {}

        @Override
        public long pid() {
            return ProcessHandle.current().pid();
        }

        @Override
        public int waitFor() {
            return 0;
        }

        @Override
        public void hangUp() {
            end.countDown();
        }

        @Override
        public void kill() {
            end.countDown();
        }

        @Override
        public void close() {}
    }

    private final ManualScheduler scheduler = new ManualScheduler(Instant.EPOCH);
    private final Chatterbox program = new Chatterbox();
    private final Terminal terminal = new Terminal("t", program, Size.USUAL, scheduler);
    private final AtomicBoolean cut = new AtomicBoolean();

    @AfterEach
    void end() {
        terminal.hangUp();
        HomeFixture.await("the end", () -> !terminal.isLive());
    }

    private Attached attached() {
        Attached attached = terminal.attach(-1, () -> cut.set(true));
        terminal.start(() -> {});
        awaitStandstill();
        return attached;
    }

    private void awaitStandstill() {
        HomeFixture.await("the window is full", () -> program.printed.get() > Terminal.WINDOW_BYTES);
    }

    @Test
    void dropsAClientThatSeesNothing() {
        Attached client = attached();
        HomeFixture.await("it is dropped", () -> {
            scheduler.advance(Terminal.PATIENCE);
            return cut.get();
        });
        long before = program.printed.get();
        terminal.detach(client.viewer());
        HomeFixture.await("the program goes on", () -> program.printed.get() > before + Terminal.REPLAY_BYTES);
    }

    /// Many rounds: a check that fell due as one wait of the program ended and the next began once dropped a client
    /// that had just moved, in a round of twenty.
    @RepeatedTest(100)
    void keepsAClientThatSeesALittleNowAndThen() throws InterruptedException {
        Attached client = attached();
        for (int minute = 0; minute < 10; minute++) {
            scheduler.advance(Terminal.PATIENCE.minusSeconds(1));
            Event.Output output = (Event.Output) terminal.next(client.viewer());
            terminal.sent(client.viewer(), output.offset() + output.bytes().length);
        }
        assertThat(cut).isFalse();
    }

    @Test
    void losesNothingBetweenAttachingAndReading() throws InterruptedException {
        Attached first = attached();
        terminal.detach(first.viewer());
        HomeFixture.await("the ring is full", () -> program.printed.get() > 3L * Terminal.REPLAY_BYTES);
        Attached late = terminal.attach(0, () -> {});
        assertThat(late.gap()).isTrue();
        long offset = late.offset();
        for (int i = 0; i < 1000; i++) {
            Event.Output output = (Event.Output) terminal.next(late.viewer());
            assertThat(output.offset()).isEqualTo(offset);
            offset += output.bytes().length;
            terminal.sent(late.viewer(), offset);
        }
    }
}
