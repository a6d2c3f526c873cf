package com.matrixos.proxy.ledger;

import com.matrixos.base.sqlite.Database;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/// A process that makes calls as fast as its ledger takes them, until it is killed: `… KilledLedger FILE NAME`.
/// It prints the id of each as soon as it may begin, and its cost as soon as it is settled on the disk.
final class KilledLedger {
    private static final int CALLERS = 16;

    /// Some wait for the end of a flush, so that memory stays bounded.
    private static final int UNSAFE = 2_000;

    private final Ledger ledger;
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final String name;
    private final ConcurrentLinkedQueue<String> settled = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(UNSAFE);

    private KilledLedger(Ledger ledger, String name) {
        this.ledger = ledger;
        this.name = name;
    }

    public static void main(String[] arguments) {
        Path file = Path.of(arguments[0]);
        var _ = Database.open(file, "db/proxy");
        var killed = new KilledLedger(Ledger.open(file, Instant::now), arguments[1]);
        for (int caller = 0; caller < CALLERS; caller++) {
            int number = caller;
            Thread.ofVirtual().start(() -> killed.call(number));
        }
        killed.print();
    }

    private void call(int caller) {
        for (int i = 0; ; i++) {
            room.acquireUninterruptibly();
            String id = name + "-" + caller + "-" + i;
            String user = "user-" + caller % 3;
            var opened = new CompletableFuture<Boolean>();
            ledger.open(OpenLedger.call(id, user, 1_000_000 + i), opened::complete);
            if (!opened.join()) {
                throw new IllegalStateException("not opened: " + id);
            }
            if (i % 11 == 10) {
                ledger.dropped(id);
                room.release();
                continue;
            }
            out.println(id + " begun");
            ledger.trued(OpenLedger.trued(id, "msg-" + id, 500));
            ledger.progress(id, 10, 600 + i);
            ledger.settled(OpenLedger.settlement(id, "msg-" + id, user, 700 + i));
            settled.add(id + " " + (700 + i));
        }
    }

    private void print() {
        while (true) {
            int count = settled.size();
            ledger.flush();
            for (int i = 0; i < count; i++) {
                out.println(settled.poll() + " safe");
                room.release();
            }
        }
    }
}
