package com.matrixos.proxy.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.proxy.traffic.Entry.Entered;
import com.matrixos.proxy.traffic.Entry.TooMany;
import com.matrixos.testkit.time.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficTest {
    private static final Limits NONE = new Limits(0, 0);

    private final ManualScheduler time = new ManualScheduler(Instant.parse("2026-02-15T11:30:00Z"));
    private Traffic traffic = new Traffic(NONE, time);

    @Test
    void letsSoManyCallsBeOpenAtOnce() {
        traffic = new Traffic(new Limits(2, 0), time);
        Pass first = entered("alice");
        entered("alice");
        assertThat(enter("alice")).isEqualTo(tooMany("concurrent calls", 1));
        entered("bob");
        assertThat(traffic.open()).isEqualTo(3);
        first.close();
        first.close();
        entered("alice");
        assertThat(enter("alice")).isInstanceOf(TooMany.class);
    }

    @Test
    void letsSoManyCallsBeginInAMinute() {
        traffic = new Traffic(new Limits(0, 3), time);
        entered("alice").close();
        seconds(15);
        entered("alice").close();
        entered("alice").close();
        assertThat(enter("alice")).isEqualTo(tooMany("requests per minute", 45));
        entered("bob").close();
        seconds(44);
        assertThat(enter("alice")).isEqualTo(tooMany("requests per minute", 1));
        seconds(1);
        entered("alice").close();
        assertThat(enter("alice"))
                .as("refusals are not counted, the calls of a quarter past are")
                .isEqualTo(tooMany("requests per minute", 10));
    }

    @Test
    void withoutLimitsLetsEverythingIn() {
        for (int i = 0; i < 1_000; i++) {
            entered("alice");
        }
        assertThat(traffic.open()).isEqualTo(1_000);
    }

    @Test
    void nobodyIsRefusedWhileHalfOfTheKeysLimitIsLeft() {
        use("alice", 95);
        say("requests", 100, 50, 30);
        entered("alice");
        entered("bob");
    }

    @ParameterizedTest
    @CsvSource({"1,90", "2,45", "3,30", "9,10"})
    void whenLessIsLeftSharesAreEqual(int active, int share) {
        IntStream.range(1, active).forEach(i -> entered("other" + i));
        use("alice", share - 1);
        say("requests", 100, 10, 60);
        entered("alice").close();
        assertThat(enter("alice"))
                .isInstanceOfSatisfying(
                        TooMany.class, refusal -> assertThat(refusal.what()).isEqualTo("share of the key's requests"));
    }

    @ParameterizedTest
    @CsvSource({"1,10", "2,5"})
    void theLastTenthIsForThoseWhoHaveJustCome(int active, int share) {
        IntStream.range(1, active).forEach(i -> entered("other" + i));
        use("alice", share - 1);
        say("requests", 100, 9, 60);
        entered("alice").close();
        assertThat(enter("alice"))
                .as("a tenth will be there in a second")
                .isEqualTo(tooMany("share of the key's requests", 1));
    }

    @Test
    void whoHasUsedNothingGetsInHoweverManyThereAre() {
        IntStream.range(0, 500).forEach(i -> entered("user" + i));
        say("requests", 50, 0, 60);
        entered("late");
        assertThat(enter("late")).isInstanceOf(TooMany.class);
    }

    @Test
    void tokensHaveSharesOfTheirOwn() {
        Pass pass = entered("alice");
        pass.used(1_800, 4);
        say("input-tokens", 2_000, 200, 60);
        assertThat(enter("alice")).isEqualTo(tooMany("share of the key's input tokens", 27));
        entered("bob").used(10, 90);
        say("input-tokens", 2_000, 2_000, 60);
        say("output-tokens", 100, 0, 60);
        assertThat(enter("bob")).isEqualTo(tooMany("share of the key's output tokens", 30));
        entered("alice");
    }

    @Test
    void tellsWhenTryingAgainMayHelp() {
        use("alice", 90);
        say("requests", 100, 10, 60);
        assertThat(enter("alice"))
                .as("half will be there before the minute is over: 40 of 90 in 60 s")
                .isEqualTo(tooMany("share of the key's requests", 27));
        seconds(26);
        assertThat(enter("alice")).isEqualTo(tooMany("share of the key's requests", 1));
        seconds(1);
        entered("alice");
    }

    @Test
    void recoversWhenItsOwnUseIsForgotten() {
        use("alice", 90);
        seconds(58);
        say("requests", 100, 10, 60);
        assertThat(enter("alice")).isEqualTo(tooMany("share of the key's requests", 2));
        seconds(2);
        entered("alice");
    }

    @Test
    void aUserWhoLeavesLeavesTheirShare() {
        entered("bob").close();
        seconds(15);
        use("alice", 60);
        seconds(44);
        say("requests", 100, 10, 60);
        assertThat(enter("alice")).as("bob was here within the minute").isInstanceOf(TooMany.class);
        seconds(1);
        say("requests", 100, 10, 60);
        entered("alice");
    }

    @Test
    void callsUnderWayCountAsActiveHoweverLongTheyTake() {
        Pass stream = entered("bob");
        seconds(600);
        use("alice", 45);
        say("requests", 100, 0, 60);
        assertThat(traffic.active()).isEqualTo(2);
        assertThat(enter("alice")).isInstanceOf(TooMany.class);
        stream.close();
        seconds(60);
        assertThat(traffic.active()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, 0, 2026-02-15T11:31:00Z",
                "100, -, 2026-02-15T11:31:00Z",
                "x, 0, 2026-02-15T11:31:00Z",
                "-1, 0, 2026-02-15T11:31:00Z",
                "0, 0, 2026-02-15T11:31:00Z",
                "100, 1e9, 2026-02-15T11:31:00Z",
                "999999999999, 0, 2026-02-15T11:31:00Z"
            })
    void headersThatMakeNoSenseChangeNothing(String limit, String remaining, String reset) {
        use("alice", 99);
        var headers = new HashMap<String, String>();
        headers.put("limit", limit);
        headers.put("remaining", remaining);
        headers.put("reset", reset);
        say("requests", headers);
        entered("alice");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-", "soon", "2020-01-01T00:00:00Z", "2036-01-01T00:00:00Z"})
    void aResetThatMakesNoSenseIsWorkedOut(String reset) {
        use("alice", 99);
        var headers = new HashMap<String, String>();
        headers.put("limit", "100");
        headers.put("remaining", "25");
        headers.put("reset", reset);
        say("requests", headers);
        assertThat(enter("alice"))
                .as("a hundred a minute are 25 in 15 s")
                .isEqualTo(tooMany("share of the key's requests", 15));
    }

    @Test
    void aResetMayHaveAnOffset() {
        use("alice", 99);
        say("requests", Map.of("limit", "100", "remaining", "0", "reset", "2026-02-15T12:30:30+01:00"));
        assertThat(enter("alice")).isEqualTo(tooMany("share of the key's requests", 15));
    }

    /// One user asks ten times a second, for minutes; another comes now and then. The key's bucket never runs
    /// dry, so neither of them ever sees a 429 of the upstream's.
    @Test
    void aFloodNeitherExhaustsTheKeyNorShutsOutANewcomer() {
        var key = new Bucket(100);
        int flooded = 0;
        int came = 0;
        for (int tick = 0; tick < 4 * 600; tick++) {
            if (calls("flood", key)) {
                flooded++;
            }
            if (tick >= 1_200 && tick % 20 == 0) {
                assertThat(calls("newcomer", key))
                        .as("newcomer at tick " + tick)
                        .isTrue();
                came++;
            }
            time.advance(Duration.ofMillis(100));
        }
        assertThat(key.dry).isZero();
        assertThat(came).isEqualTo(60);
        assertThat(flooded).as("of 400, and what was there at first").isBetween(300, 440);
    }

    /// As many as there are always share what there is, and nobody is left without.
    @Test
    void manyFloodsShareTheKey() {
        var key = new Bucket(1_000);
        var used = new HashMap<String, Integer>();
        for (int tick = 0; tick < 5 * 600; tick++) {
            for (int user = 0; user < 10; user++) {
                if (calls("user" + user, key) && tick >= 2 * 600) {
                    used.merge("user" + user, 1, Integer::sum);
                }
            }
            time.advance(Duration.ofMillis(100));
        }
        assertThat(key.dry).isZero();
        assertThat(used.values())
                .hasSize(10)
                .allSatisfy(calls -> assertThat(calls).isBetween(250, 500));
    }

    @Test
    void neverMoreOpenThanAllowedAndNoneInTheEnd() throws Exception {
        int most = 5;
        traffic = new Traffic(new Limits(most, 0), time);
        var open = new AtomicInteger[] {new AtomicInteger(), new AtomicInteger(), new AtomicInteger()};
        var over = new AtomicInteger();
        var threads = new ArrayList<Thread>();
        for (int seed = 0; seed < 16; seed++) {
            var random = new Random(seed);
            threads.add(Thread.ofPlatform().start(() -> churn(random, open, most, over)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(over).hasValue(0);
        assertThat(traffic.open()).isZero();
        assertThat(traffic.active()).isEqualTo(open.length);
        for (int i = 0; i < most; i++) {
            entered("user0");
        }
        assertThat(enter("user0")).isInstanceOf(TooMany.class);
    }

    @Test
    void forgetsUsersWhoAreIdle() {
        Pass stream = entered("stays");
        for (int i = 0; i < 100_000; i++) {
            if (i % 500 == 0) {
                seconds(60);
            }
            entered("user" + i).close();
        }
        assertThat(traffic.remembered()).isLessThan(3_000);
        assertThat(traffic.open()).isEqualTo(1);
        stream.close();
        assertThat(traffic.open()).isZero();
    }

    @Test
    void usageAfterTheEndStillCounts() {
        Pass pass = entered("alice");
        pass.close();
        pass.used(0, 95);
        say("output-tokens", 100, 0, 60);
        assertThat(enter("alice")).isInstanceOf(TooMany.class);
    }

    /// Calls of the same users from many threads, each closed once or twice.
    private void churn(Random random, AtomicInteger[] open, int most, AtomicInteger over) {
        var mine = new ArrayList<Runnable>();
        for (int i = 0; i < 5_000; i++) {
            int user = random.nextInt(open.length);
            if (random.nextBoolean() && enter("user" + user) instanceof Entered(Pass pass)) {
                if (open[user].incrementAndGet() > most) {
                    over.incrementAndGet();
                }
                mine.add(() -> {
                    open[user].decrementAndGet();
                    pass.used(3, 4);
                    pass.close();
                    pass.close();
                });
            } else if (!mine.isEmpty()) {
                mine.remove(random.nextInt(mine.size())).run();
            }
        }
        mine.forEach(Runnable::run);
    }

    /// What the upstream keeps of the key: so many at once, filled up evenly within a minute.
    private final class Bucket {
        private final double most;
        private double left;
        private Instant since = time.instant();
        private int dry;

        Bucket(int most) {
            this.most = most;
            this.left = most;
        }

        void take() {
            fill();
            if (left < 1) {
                dry++;
            } else {
                left--;
            }
            say("requests", (int) most, (int) left, (int) Math.ceil((most - left) / most * 60));
        }

        private void fill() {
            double passed = Duration.between(since, time.instant()).toMillis() / 60_000.0;
            left = Math.min(most, left + passed * most);
            since = time.instant();
        }
    }

    /// A call from beginning to end.
    private boolean calls(String user, Bucket key) {
        if (enter(user) instanceof Entered(Pass pass)) {
            key.take();
            pass.close();
            return true;
        }
        return false;
    }

    private void use(String user, int calls) {
        List<Pass> passes =
                IntStream.range(0, calls).mapToObj(_ -> entered(user)).toList();
        passes.forEach(Pass::close);
    }

    private Entry enter(String user) {
        return traffic.enter(user, time.instant());
    }

    private Pass entered(String user) {
        Entry entry = enter(user);
        assertThat(entry).isInstanceOf(Entered.class);
        return ((Entered) entry).pass();
    }

    private void seconds(int seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    private void say(String what, int limit, int remaining, int resetSeconds) {
        say(
                what,
                Map.of(
                        "limit", Integer.toString(limit),
                        "remaining", Integer.toString(remaining),
                        "reset", time.instant().plusSeconds(resetSeconds).toString()));
    }

    private void say(String what, Map<String, String> headers) {
        String prefix = "anthropic-ratelimit-" + what + "-";
        traffic.upstreamSaid(name -> name.startsWith(prefix)
                ? Optional.ofNullable(headers.get(name.substring(prefix.length())))
                : Optional.empty());
    }

    private static TooMany tooMany(String what, int seconds) {
        return new TooMany(what, Duration.ofSeconds(seconds));
    }
}
