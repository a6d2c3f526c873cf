package com.matrixos.proxy.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calls that may begin although the tables do not have them yet, in a mapped file beside those. What
/// is noted outlives the process at once, as what SQLite has committed does, but costs microseconds and no
/// other thread.
///
/// Slots of a fixed size, each a call or free: its length, 0 when it is free, a checksum, and the call.
/// Safe for use from any thread, which never waits.
final class IntentLog {
    private static final Logger LOG = LoggerFactory.getLogger(IntentLog.class);

    /// The slot of a call that is not here.
    static final int NONE = -1;

    /// Calls that wait for one commit; a thousand that arrive at once have room.
    static final int SLOTS = 2_048;

    /// All of a call's names at their longest, and its numbers.
    static final int SLOT_BYTES = 1_024;

    private static final long BYTES = (long) SLOTS * SLOT_BYTES;
    private static final int HEAD_BYTES = 8;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    /// Closed with the mapping, when nobody refers to it any more.
    private final FileChannel file;

    private final MemorySegment slots;
    private final ReentrantLock lock = new ReentrantLock();

    /// Last in, first out, so that only as many pages are in memory as calls ever waited together.
    private final int[] free = new int[SLOTS];

    private int freeCount;

    /// Whether the file is not to be trusted any more. Nothing is freed then either: those calls have their
    /// rows.
    private volatile boolean lost;

    /// The mapping goes when nobody refers to it any more: who notes while the ledger closes would stumble
    /// over one that is closed.
    private IntentLog(FileChannel file) throws IOException {
        this.file = file;
        slots = file.map(FileChannel.MapMode.READ_WRITE, 0, BYTES, Arena.ofAuto());
    }

    /// Opens the log of that file of tables, made when missing; what the last process left in it is
    /// [#left].
    ///
    /// @throws UncheckedIOException when it cannot be opened
    static IntentLog open(Path tables) {
        try {
            FileChannel file = FileChannel.open(
                    Path.of(tables + "-intents"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            fill(file);
            return new IntentLog(file);
        } catch (IOException e) {
            throw new UncheckedIOException("open the intents of " + tables, e);
        }
    }

    /// Every page has its place on the disk before it is mapped: a disk that is full must refuse here, not
    /// kill the process at a store into memory.
    private static void fill(FileChannel file) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(SLOT_BYTES);
        for (long at = file.size(); at < BYTES; at += zeros.capacity()) {
            zeros.rewind();
            while (zeros.hasRemaining()) {
                file.write(zeros, at + zeros.position());
            }
        }
    }

    /// The calls that the last process noted and had not in the tables, or had not yet freed. One that was
    /// not wholly noted never began.
    List<OpenCall> left() {
        return IntStream.range(0, SLOTS)
                .boxed()
                .flatMap(slot -> read(slot).stream())
                .toList();
    }

    /// Frees all slots, once the tables have what is [#left]; before it nothing can be noted.
    void clear() {
        for (int slot = SLOTS - 1; slot >= 0; slot--) {
            free(slot);
        }
    }

    /// Returns the slot of the call, or [#NONE] when there is no room for it.
    int note(OpenCall call) {
        byte[] bytes = Intent.bytes(call);
        int slot = lost || bytes.length > SLOT_BYTES - HEAD_BYTES ? NONE : take();
        return slot != NONE && reached(() -> write(slot, bytes)) ? slot : NONE;
    }

    /// The tables have the call, or it never began.
    void free(int slot) {
        if (lost || !reached(() -> slots.set(INT, offset(slot), 0))) {
            return;
        }
        lock.lock();
        try {
            free[freeCount] = slot;
            freeCount++;
        } finally {
            lock.unlock();
        }
    }

    /// Whether the file was there to be written to. A store beyond its end is an error that the JVM throws
    /// some time later, out of whatever the thread does by then; so the length is looked at first, for less
    /// than a microsecond. The error is left for a file that is made shorter in just that one.
    private boolean reached(Runnable access) {
        try {
            if (file.size() >= BYTES) {
                access.run();
                return true;
            }
            lose(new IOException("somebody has made it shorter"));
        } catch (IOException | InternalError e) {
            lose(e);
        }
        return false;
    }

    private synchronized void lose(Throwable cause) {
        if (!lost) {
            LOG.error("the intent log is of no use: until the next start every call waits for its row", cause);
        }
        lost = true;
    }

    private int take() {
        lock.lock();
        try {
            if (freeCount == 0) {
                return NONE;
            }
            freeCount--;
            return free[freeCount];
        } finally {
            lock.unlock();
        }
    }

    /// The length comes last: a kill before it leaves a free slot. The checksum is for a machine that lost
    /// power, which may have kept any part of a page.
    private void write(int slot, byte[] bytes) {
        long at = offset(slot);
        slots.set(INT, at + Integer.BYTES, checksum(bytes));
        MemorySegment.copy(bytes, 0, slots, ValueLayout.JAVA_BYTE, at + HEAD_BYTES, bytes.length);
        VarHandle.releaseFence();
        slots.set(INT, at, bytes.length);
    }

    private Optional<OpenCall> read(int slot) {
        long at = offset(slot);
        int length = slots.get(INT, at);
        if (length <= 0 || length > SLOT_BYTES - HEAD_BYTES) {
            return Optional.empty();
        }
        byte[] bytes = slots.asSlice(at + HEAD_BYTES, length).toArray(ValueLayout.JAVA_BYTE);
        return slots.get(INT, at + Integer.BYTES) == checksum(bytes) ? Intent.call(bytes) : Optional.empty();
    }

    private static int checksum(byte[] bytes) {
        var sum = new CRC32C();
        sum.update(bytes);
        return (int) sum.getValue();
    }

    private static long offset(int slot) {
        return (long) slot * SLOT_BYTES;
    }
}
