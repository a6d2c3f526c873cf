package com.matrixos.proxy.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IntentLogTest {
    private static final String LONGEST_NAME = "n".repeat(128);

    @TempDir
    Path folder;

    private Path tables;
    private IntentLog log;

    @BeforeEach
    void open() {
        tables = folder.resolve("proxy.db");
        log = IntentLog.open(tables);
        log.clear();
    }

    @Test
    void theNextProcessFindsWhatWasNotedAndNotFreed() {
        var open = call("open");
        int freed = log.note(call("freed"));
        log.note(open);
        log.free(freed);

        assertThat(IntentLog.open(tables).left()).containsExactly(open);
    }

    @Test
    void aSlotIsUsedAgain() {
        for (int i = 0; i < 3 * IntentLog.SLOTS; i++) {
            int slot = log.note(call("c-" + i));
            assertThat(slot).isZero();
            log.free(slot);
        }
        assertThat(IntentLog.open(tables).left()).isEmpty();
    }

    @Test
    void everyNameAtItsLongestHasRoom() {
        var longest = new OpenCall(
                LONGEST_NAME,
                LONGEST_NAME,
                OpenLedger.NOON,
                Kind.BATCH_RESULT,
                LONGEST_NAME,
                LONGEST_NAME,
                LONGEST_NAME,
                LONGEST_NAME,
                Long.MAX_VALUE);
        log.note(longest);
        assertThat(IntentLog.open(tables).left()).containsExactly(longest);
    }

    @Test
    void whatHasNoRoomIsNotNoted() {
        assertThat(log.note(call("i".repeat(IntentLog.SLOT_BYTES)))).isEqualTo(IntentLog.NONE);
        for (int i = 0; i < IntentLog.SLOTS; i++) {
            assertThat(log.note(call("c-" + i))).isNotEqualTo(IntentLog.NONE);
        }
        assertThat(log.note(call("one-more"))).isEqualTo(IntentLog.NONE);
        assertThat(IntentLog.open(tables).left()).hasSize(IntentLog.SLOTS);
    }

    @Test
    void nothingIsNotedBeforeWhatWasLeftIsSafe() {
        log.note(call("left"));
        var next = IntentLog.open(tables);
        assertThat(next.note(call("new"))).isEqualTo(IntentLog.NONE);

        next.clear();
        assertThat(next.note(call("new"))).isNotEqualTo(IntentLog.NONE);
        assertThat(IntentLog.open(tables).left()).containsExactly(call("new"));
    }

    /// What a machine that lost its power may have kept of a slot.
    @Test
    void aDamagedSlotIsNoCall() throws Exception {
        var random = new Random(16);
        for (int round = 0; round < 200; round++) {
            int slot = log.note(call("c-" + round));
            int length = Intent.bytes(call("c-" + round)).length;
            damage(slot * IntentLog.SLOT_BYTES + 4 + random.nextInt(4 + length), 1 + random.nextInt(255));
            assertThat(IntentLog.open(tables).left()).as("round %d", round).isEmpty();
            log.free(slot);
        }
    }

    @Test
    void aLengthBeyondTheSlotIsNoCall() throws Exception {
        log.note(call("c-1"));
        damage(2, 0x7f);
        assertThat(IntentLog.open(tables).left()).isEmpty();
    }

    /// Warm, because compiled code would hear of it only after it has returned.
    @Test
    void aFileThatSomebodyMadeShorterHasNoRoom() throws Exception {
        for (int i = 0; i < 50_000; i++) {
            log.free(log.note(call("c-" + i)));
        }
        int before = log.note(call("before"));
        try (var file = new RandomAccessFile(tables + "-intents", "rw")) {
            file.setLength(0);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(log.note(call("c-" + i))).isEqualTo(IntentLog.NONE);
        }
        log.free(before);
        assertThat(log.note(call("after"))).isEqualTo(IntentLog.NONE);
    }

    @Test
    void aFileThatSomebodyMadeShorterFreesNothing() throws Exception {
        for (int i = 0; i < 50_000; i++) {
            log.free(log.note(call("c-" + i)));
        }
        int before = log.note(call("before"));
        try (var file = new RandomAccessFile(tables + "-intents", "rw")) {
            file.setLength(0);
        }
        log.free(before);
        assertThat(log.note(call("after"))).isEqualTo(IntentLog.NONE);
    }

    private void damage(int at, int flip) throws Exception {
        try (var file = new RandomAccessFile(tables + "-intents", "rw")) {
            file.seek(at);
            int before = file.read();
            file.seek(at);
            file.write(before ^ flip);
        }
    }

    private static OpenCall call(String id) {
        return OpenLedger.call(id, "alice", 700);
    }
}
