package com.matrixos.proxy.ledger;

import com.matrixos.base.sqlite.Database;
import com.matrixos.base.sqlite.Statements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ObjIntConsumer;

/// Measures a ledger on the disk it is given; prints, asserts nothing. Not a test, run by hand:
/// `java -cp … com.matrixos.proxy.ledger.LedgerMeasure FOLDER ROWS_PER_SECOND SECONDS ROWS`.
final class LedgerMeasure {
    private static final int USERS = 1_000;
    private static final int LEFT = 10_000;

    private final Ledger ledger;
    private final String run;

    private LedgerMeasure(Ledger ledger, String run) {
        this.ledger = ledger;
        this.run = run;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(arguments[0]), "ledger");
        int rate = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        int rows = Integer.parseInt(arguments[3]);
        Path file = folder.resolve("proxy.db");
        var commits = new LongAdder();
        try (var database = Database.open(file, "db/proxy");
                var ledger = Ledger.open(file, Instant::now, _ -> commits.increment())) {
            noise(rate, seconds);
            new LedgerMeasure(ledger, "warm").openLoop(rate, 5);
            new LedgerMeasure(ledger, "warm-full").fullSpeed(20_000);
            commits.reset();
            new LedgerMeasure(ledger, "loop").openLoop(rate, seconds);
            System.out.printf("commits/s %d%n", commits.sum() / seconds);
            commits.reset();
            new LedgerMeasure(ledger, "full").fullSpeed(rows);
            System.out.printf("commits %d, log %d MB%n", commits.sum(), Files.size(Path.of(file + "-wal")) >> 20);
        }
        leaveOpen(file);
        start(file);
    }

    private static void leaveOpen(Path file) throws Exception {
        try (var database = Database.open(file, "db/proxy")) {
            database.write(tables -> {
                var writing = new Rows(new Statements(tables.getConnection()));
                for (int i = 0; i < LEFT; i++) {
                    writing.open(OpenLedger.call("left-" + i, user(i), 1_000_000));
                }
                return 0;
            });
        }
    }

    private static void start(Path file) throws Exception {
        try (var database = Database.open(file, "db/proxy")) {
            long start = System.nanoTime();
            try (var _ = Ledger.open(file, Instant::now)) {
                long opened = System.nanoTime();
                var day = LocalDate.ofInstant(OpenLedger.NOON, ZoneOffset.UTC);
                int users = new LedgerReader(database)
                        .spent(day, YearMonth.from(day))
                        .size();
                System.out.printf(
                        "start: %d left calls settled in %d ms, totals of %d users read in %d ms, file %d MB%n",
                        LEFT,
                        (opened - start) / 1_000_000,
                        users,
                        (System.nanoTime() - opened) / 1_000_000,
                        Files.size(file) >> 20);
            }
        }
    }

    /// The same loop against a thread that only answers: what of the figures is the machine's.
    private static void noise(int rate, int seconds) throws InterruptedException {
        var waiting = new LinkedBlockingQueue<Runnable>();
        Thread answering = Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    waiting.take().run();
                }
            } catch (InterruptedException _) {
                // the loop is over
            }
        });
        openLoop("noise", rate, seconds, (done, _) -> waiting.add(done));
        answering.interrupt();
        answering.join();
    }

    /// Calls begin at a fixed pace whatever becomes of the ones before; each is opened, trued, told of once
    /// and settled.
    private void openLoop(int rate, int seconds) {
        openLoop(run, rate, seconds, (done, i) -> {
            ledger.open(OpenLedger.call(id(i), user(i), 1_000_000), _ -> done.run());
            finish(i);
        });
        ledger.flush();
    }

    private static void openLoop(String run, int rate, int seconds, ObjIntConsumer<Runnable> opener) {
        int calls = rate * seconds;
        var nanos = new long[calls];
        var left = new Semaphore(0);
        long start = System.nanoTime();
        long cpu = cpuNanos();
        for (int i = 0; i < calls; i++) {
            long due = start + i * 1_000_000_000L / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            int number = i;
            opener.accept(
                    () -> {
                        nanos[number] = System.nanoTime() - due;
                        left.release();
                    },
                    number);
        }
        left.acquireUninterruptibly(calls);
        Arrays.sort(nanos);
        System.out.printf(
                "%s: %d calls/s for %d s; open to committed p50 %d us, p99 %d us, p99.9 %d us, max %d us; %d us CPU each%n",
                run,
                rate,
                seconds,
                nanos[calls / 2] / 1000,
                nanos[calls * 99 / 100] / 1000,
                nanos[(int) (calls * 999L / 1000)] / 1000,
                nanos[calls - 1] / 1000,
                (cpuNanos() - cpu) / 1000 / calls);
    }

    /// As many calls as it takes, a thousand under way at any time.
    private void fullSpeed(int calls) {
        var underWay = new Semaphore(1_000);
        var refused = new AtomicInteger();
        long start = System.nanoTime();
        long cpu = cpuNanos();
        for (int i = 0; i < calls; i++) {
            underWay.acquireUninterruptibly();
            while (ledger.queueDepth() > Inbox.LIMIT / 4) {
                LockSupport.parkNanos(100_000);
            }
            int number = i;
            ledger.open(OpenLedger.call(id(i), user(i), 1_000_000), committed -> {
                if (!committed) {
                    refused.incrementAndGet();
                }
                finish(number);
                underWay.release();
            });
        }
        ledger.flush();
        double took = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%s: %d calls in %.1f s, all on the disk: %.0f calls/s, %d us CPU each; refused %d%n",
                run, calls, took, calls / took, (cpuNanos() - cpu) / 1000 / calls, refused.get());
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private void finish(int i) {
        ledger.trued(OpenLedger.trued(id(i), "msg-" + id(i), 900_000));
        ledger.progress(id(i), 10, 950_000);
        ledger.settled(OpenLedger.settlement(id(i), "msg-" + id(i), user(i), 1_000_001));
    }

    private String id(int i) {
        return run + "-" + Integer.toHexString(i * 0x9E3779B1) + "-" + i;
    }

    private static String user(int i) {
        return "user-" + i % USERS;
    }
}
