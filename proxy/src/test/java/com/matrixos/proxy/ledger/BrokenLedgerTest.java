package com.matrixos.proxy.ledger;

import static com.matrixos.proxy.ledger.OpenLedger.call;
import static com.matrixos.proxy.ledger.OpenLedger.settlement;
import static com.matrixos.proxy.ledger.OpenLedger.trued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.testkit.time.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class BrokenLedgerTest {
    @TempDir
    Path folder;

    @Test
    void refusesCallsWhileItCannotBeWrittenAndKeepsSettlements() throws Exception {
        try (var open = OpenLedger.in(folder)) {
            open.open(call("c-1", "alice", 700));
            open.breakWrites();

            assertThat(open.open(call("c-2", "alice", 700))).isFalse();
            assertThat(open.ledger.writable()).isFalse();
            open.ledger.trued(trued("c-1", "msg-1", 300));
            open.ledger.settled(settlement("c-1", "msg-1", "alice", 650));
            for (int i = 0; i < 600; i++) {
                open.ledger.settled(settlement("b-" + i, "msg-b-" + i, "bob", i));
            }
            assertThat(open.open(call("c-3", "alice", 700))).isFalse();
            assertThat(open.ledger.queueDepth()).isGreaterThanOrEqualTo(602);

            open.mendWrites();
            Until.holds("the ledger can be written again", () -> open.ledger.writable());
            open.ledger.flush();
            assertThat(open.ledger.queueDepth()).isZero();
            assertThat(open.rows("SELECT id FROM calls WHERE id LIKE 'c-%'")).containsExactly(Map.of("id", "c-1"));
            assertThat(open.number("SELECT SUM(cost_pico) FROM usage_totals WHERE period = 'all'"))
                    .isEqualTo(650 + 600 * 599 / 2);
            assertThat(open.wrongTotals()).isEmpty();
        }
    }

    @Test
    void findsOutByItselfThatItCanWriteAgain() throws Exception {
        try (var open = OpenLedger.in(folder)) {
            open.breakWrites();
            assertThat(open.open(call("c-1", "alice", 700))).isFalse();

            open.mendWrites();
            Until.holds("the ledger can be written again", () -> open.ledger.writable());
            assertThat(open.number("SELECT COUNT(*) FROM calls")).isZero();
            assertThat(open.open(call("c-1", "alice", 700))).isTrue();
        }
    }

    @Test
    void endsWhenItCannotBeWrittenAndLeavesTheCallToTheNextStart() throws Exception {
        try (var open = OpenLedger.in(folder)) {
            open.open(call("c-1", "alice", 700));
            open.breakWrites();
            open.ledger.settled(settlement("c-1", "msg-1", "alice", 650));
            Until.holds("it cannot be written", () -> !open.ledger.writable());
            open.ledger.close();
            open.mendWrites();
        }
        try (var open = OpenLedger.in(folder)) {
            assertThat(open.number("SELECT cost_pico FROM calls WHERE ending = 'stopped'"))
                    .isEqualTo(700);
        }
    }

    @Test
    void aCallNeverWaitsForTheDisk() throws Exception {
        var disk = new StuckDisk();
        try (var open = OpenLedger.on(folder, disk::behind)) {
            disk.stick();
            open.ledger.settled(settlement("b-1", "msg-1", "alice", 1));
            disk.awaitSomebody();

            assertThat(open.open(call("c-1", "alice", 700))).isTrue();
            open.ledger.settled(settlement("c-1", "msg-2", "alice", 650));
            Until.holds("it is settled", () -> open.number("SELECT COUNT(*) FROM calls WHERE state = 'settled'") == 2);
            var flushed = CompletableFuture.runAsync(() -> open.ledger.flush());
            assertThat(flushed).isNotDone();

            disk.letGo();
            flushed.join();
        }
    }

    @Test
    void aDiskThatRefusedIsNotTrustedUntilEverythingIsInTheFile() throws Exception {
        var disk = new RefusingDisk();
        try (var open = OpenLedger.on(folder, disk::before)) {
            disk.refusing = true;
            open.ledger.settled(settlement("b-1", "msg-1", "alice", 1));
            Until.holds("the disk has refused", () -> !open.ledger.writable());

            disk.refusing = false;
            open.ledger.flush();
            assertThat(open.ledger.writable()).isTrue();
            assertThat(open.number("SELECT cost_pico FROM calls")).isEqualTo(1);
        }
    }

    @Test
    void aCallerThatThrowsHarmsNobodyElse() throws Exception {
        try (var open = OpenLedger.in(folder)) {
            open.ledger.open(call("c-1", "alice", 700), _ -> {
                throw new IllegalStateException("the caller's own fault");
            });
            assertThat(open.open(call("c-2", "alice", 700))).isTrue();
            assertThat(open.ledger.writable()).isTrue();
        }
    }

    @Test
    void aFileWithoutTablesIsNoLedger() {
        assertThatThrownBy(() -> Ledger.open(folder.resolve("empty.db"), () -> OpenLedger.NOON))
                .hasMessageContaining("no such table");
    }

    /// A disk that can be made to take as long as a test wants.
    private static final class StuckDisk {
        private final CountDownLatch somebody = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile boolean stuck;

        Runnable behind(Runnable force) {
            return () -> {
                if (stuck) {
                    somebody.countDown();
                    await(released);
                }
                force.run();
            };
        }

        void stick() {
            stuck = true;
        }

        void awaitSomebody() {
            await(somebody);
        }

        void letGo() {
            stuck = false;
            released.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// A disk that can be made to refuse.
    private static final class RefusingDisk {
        private volatile boolean refusing;

        Runnable before(Runnable force) {
            return () -> {
                if (refusing) {
                    throw new UncheckedIOException(new IOException("no space left"));
                }
                force.run();
            };
        }
    }
}
