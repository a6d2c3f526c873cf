package com.matrixos.proxy.ledger;

import static com.matrixos.proxy.ledger.OpenLedger.call;
import static com.matrixos.proxy.ledger.OpenLedger.settlement;
import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.testkit.time.Until;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Calls that begin before their rows are committed, because the ledger has just proven that it can write.
@Timeout(60)
final class NotedCallsTest {
    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private OpenLedger open;

    @BeforeEach
    void openLedger() {
        open = OpenLedger.at(folder, nanos::get, force -> force);
        assertThat(open.open(call("proof", "alice", 1))).isTrue();
        open.ledger.dropped("proof");
        open.ledger.flush();
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(10));
    }

    @AfterEach
    void closeLedger() throws Exception {
        open.close();
    }

    @Test
    void beginAtOnceAndHaveTheirRowsAMomentLater() {
        var began = new AtomicBoolean();
        open.database.write(_ -> {
            open.ledger.open(call("c-1", "alice", 700), began::set);
            return assertThat(began).as("while nobody else can write").isTrue();
        });
        Until.holds("it has a row", () -> open.number("SELECT COUNT(*) FROM calls WHERE state = 'open'") == 1);
        Until.holds("the intent log is empty", () -> left(folder).isEmpty());
    }

    @Test
    void whenTheirFileIsMadeShorterTheyWaitForTheirRows() throws Exception {
        try (var file = new RandomAccessFile(folder.resolve("proxy.db-intents").toFile(), "rw")) {
            file.setLength(0);
        }
        for (int i = 0; i < 10; i++) {
            assertThat(open.open(call("c-" + i, "alice", 700))).isTrue();
            open.ledger.settled(settlement("c-" + i, "msg-" + i, "alice", 650));
        }
        open.ledger.flush();
        assertThat(open.number("SELECT COUNT(*) FROM calls WHERE cost_pico = 650"))
                .isEqualTo(10);
    }

    @Test
    void afterAPauseTheyWaitForTheirRows() {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        var began = new AtomicBoolean();
        open.database.write(_ -> {
            open.ledger.open(call("c-1", "alice", 700), began::set);
            return assertThat(began).isFalse();
        });
        Until.holds("it began", began::get);
        assertThat(open.number("SELECT COUNT(*) FROM calls WHERE state = 'open'"))
                .isOne();
    }

    @Test
    void aKillBeforeTheirRowsAreCommittedLeavesThemToTheNextStart(@TempDir Path killed) throws Exception {
        open.database.write(_ -> {
            assertThat(open.open(call("c-1", "alice", 700))).isTrue();
            return copy(folder, killed);
        });
        try (var next = OpenLedger.in(killed)) {
            assertThat(next.rows("SELECT id, cost_pico, basis FROM calls"))
                    .containsExactly(Map.of("id", "c-1", "cost_pico", 700, "basis", "estimated"));
            assertThat(next.wrongTotals()).isEmpty();
            assertThat(left(killed)).isEmpty();
        }
    }

    @Test
    void aKillAfterTheyWereCommittedDoesNotCountThemTwice(@TempDir Path killed) throws Exception {
        var call = call("c-1", "alice", 700);
        open.open(call);
        open.ledger.settled(settlement("c-1", "msg-1", "alice", 650));
        open.ledger.flush();
        copy(folder, killed);
        var log = IntentLog.open(killed.resolve("proxy.db"));
        log.clear();
        log.note(call);

        try (var next = OpenLedger.in(killed)) {
            assertThat(next.rows("SELECT cost_pico, basis FROM calls"))
                    .containsExactly(Map.of("cost_pico", 650, "basis", "exact"));
            assertThat(next.wrongTotals()).isEmpty();
        }
    }

    @Test
    void theyAreKeptWhenTheLedgerBreaksAndTheNextAreRefused() {
        open.breakWrites();
        assertThat(open.open(call("c-1", "alice", 700))).isTrue();
        Until.holds("it cannot be written", () -> !open.ledger.writable());
        assertThat(open.open(call("c-2", "alice", 700))).isFalse();
        open.ledger.settled(settlement("c-1", "msg-1", "alice", 650));

        open.mendWrites();
        open.ledger.flush();
        assertThat(open.rows("SELECT id, cost_pico, basis FROM calls"))
                .containsExactly(Map.of("id", "c-1", "cost_pico", 650, "basis", "exact"));
        assertThat(open.wrongTotals()).isEmpty();
    }

    @Test
    void theyOutliveALedgerThatEndsBroken() throws Exception {
        open.breakWrites();
        assertThat(open.open(call("c-1", "alice", 700))).isTrue();
        Until.holds("it cannot be written", () -> !open.ledger.writable());
        open.ledger.close();
        open.mendWrites();

        try (var next = OpenLedger.in(folder)) {
            assertThat(next.rows("SELECT id, cost_pico, basis FROM calls"))
                    .containsExactly(Map.of("id", "c-1", "cost_pico", 700, "basis", "estimated"));
        }
    }

    @Test
    void moreThanTheIntentLogHoldsWaitForTheirRows() {
        var began = new AtomicLong();
        int calls = IntentLog.SLOTS + 10;
        open.database.write(_ -> {
            for (int i = 0; i < calls; i++) {
                open.ledger.open(call("c-" + i, "alice", 1), _ -> began.incrementAndGet());
            }
            return assertThat(began).hasValue(IntentLog.SLOTS);
        });
        Until.holds("all have rows", () -> open.number("SELECT COUNT(*) FROM calls WHERE state = 'open'") == calls);
        Until.holds("all began", () -> began.get() == calls);
    }

    private static List<OpenCall> left(Path folder) {
        return IntentLog.open(folder.resolve("proxy.db")).left();
    }

    private static boolean copy(Path from, Path to) {
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
