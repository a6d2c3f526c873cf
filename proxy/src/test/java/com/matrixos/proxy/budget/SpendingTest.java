package com.matrixos.proxy.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.base.sqlite.Database;
import com.matrixos.proxy.ledger.Basis;
import com.matrixos.proxy.ledger.Kind;
import com.matrixos.proxy.ledger.Ledger;
import com.matrixos.proxy.ledger.LedgerReader;
import com.matrixos.proxy.ledger.LedgerReader.Totals;
import com.matrixos.proxy.ledger.OpenCall;
import com.matrixos.proxy.ledger.Settlement;
import com.matrixos.proxy.ledger.Trued;
import com.matrixos.proxy.usage.Tokens;
import com.matrixos.proxy.usage.Usage;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Budgets and ledger together, as calls use them: whatever callers do, in whatever order, the two agree in
/// the end and no limit was passed.
@Timeout(120)
final class SpendingTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-11-30");
    private static final List<String> USERS = List.of("unlimited", "daily", "monthly", "both", "nothing");
    private static final long DAILY = 20_000;
    private static final long MONTHLY = 15_000;
    private static final int CALLERS = 32;
    private static final int CALLS = 100;

    @TempDir
    Path folder;

    private Database database;
    private Ledger ledger;
    private LedgerReader reader;
    private Quotas quotas;
    private Budgets budgets;
    private final AtomicInteger refused = new AtomicInteger();

    @BeforeEach
    void open() {
        Path file = folder.resolve("proxy.db");
        database = Database.open(file, "db/proxy");
        ledger = Ledger.open(file, () -> NOW);
        reader = new LedgerReader(database);
        quotas = Quotas.load(database);
        quotas.set("daily", new Quota(DAILY, null, true));
        quotas.set("monthly", new Quota(null, MONTHLY, true));
        quotas.set("both", new Quota(DAILY, MONTHLY, true));
        quotas.set("nothing", new Quota(0L, null, true));
        budgets = Budgets.start(quotas, reader, () -> NOW);
    }

    @AfterEach
    void close() throws Exception {
        ledger.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void budgetsAndLedgerAgree(long seed) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var caller : threads.invokeAll(callers(seed))) {
                caller.get();
            }
        }
        ledger.flush();

        assertThat(refused).hasPositiveValue();
        for (String user : USERS) {
            Standing standing = budgets.standing(user);
            Totals totals = reader.totals(user, DAY, YearMonth.from(DAY));
            assertThat(standing.day().heldPico()).as(user).isZero();
            assertThat(standing.month().heldPico()).as(user).isZero();
            assertThat(standing.day().usedPico()).as(user).isEqualTo(totals.dailyPico());
            assertThat(standing.month().usedPico()).as(user).isEqualTo(totals.monthlyPico());
            assertThat(totals.totalPico()).as(user).isEqualTo(sumOfRows(user));
        }
        assertThat(sumOfRows("unlimited")).isGreaterThan(DAILY);
        assertThat(sumOfRows("daily")).isPositive().isLessThanOrEqualTo(DAILY);
        assertThat(sumOfRows("monthly")).isPositive().isLessThanOrEqualTo(MONTHLY);
        assertThat(sumOfRows("both")).isPositive().isLessThanOrEqualTo(MONTHLY);
        assertThat(sumOfRows("nothing")).isZero();
        startsAgainWhereItWas();
    }

    private void startsAgainWhereItWas() {
        Budgets again = Budgets.start(quotas, reader, () -> NOW);
        assertThat(USERS).allSatisfy(user -> assertThat(again.standing(user)).isEqualTo(budgets.standing(user)));
    }

    private List<Callable<Void>> callers(long seed) {
        return IntStream.range(0, CALLERS)
                .<Callable<Void>>mapToObj(caller -> () -> {
                    var random = new Random(seed * CALLERS + caller);
                    for (int i = 0; i < CALLS; i++) {
                        call(caller + "-" + i, USERS.get(random.nextInt(USERS.size())), random);
                    }
                    return null;
                })
                .toList();
    }

    private void call(String id, String user, Random random) {
        switch (budgets.admit(user, random.nextInt(300))) {
            case Admission.Admitted(var hold) -> spend(id, user, hold, random);
            case Admission.Refused _, Admission.Disabled _ -> refused.incrementAndGet();
        }
    }

    /// Spends no more than it has been granted, as calls do; the limits hold for that.
    private void spend(String id, String user, Hold hold, Random random) {
        var opened = new CompletableFuture<Boolean>();
        ledger.open(new OpenCall(id, user, NOW, Kind.MESSAGE, "m", "", "", "", hold.granted()), opened::complete);
        assertThat(opened.join()).isTrue();
        if (random.nextInt(10) == 0) {
            ledger.dropped(id);
            hold.release();
            return;
        }
        ledger.trued(new Trued(id, "msg-" + id, "m", Usage.NONE, hold.granted()));
        for (int lease = random.nextInt(4); lease > 0; lease--) {
            hold.grow(hold.granted() + random.nextInt(200));
            ledger.progress(id, lease, hold.granted());
        }
        long granted = hold.granted();
        long cost = granted - random.nextLong(granted + 1);
        hold.settle(cost);
        ledger.settled(settlement(id, user, cost));
        if (random.nextInt(5) == 0) {
            hold.settle(cost);
            ledger.settled(settlement(id, user, cost + 1));
        }
    }

    private static Settlement settlement(String id, String user, long cost) {
        Usage usage = Usage.NONE.tokens(new Tokens(1, 2, 3, 4, 5));
        return new Settlement(
                id, NOW, "msg-" + id, "", "", usage, cost, Basis.EXACT, false, false, "complete", 200, user, NOW);
    }

    private long sumOfRows(String user) {
        return database.read(tables -> tables.createQuery(
                        "SELECT COALESCE(SUM(cost_pico), 0) FROM calls WHERE user_id = :user AND state = 'settled'")
                .bind("user", user)
                .mapTo(Long.class)
                .one());
    }
}
