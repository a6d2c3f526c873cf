package com.matrixos.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.matrixos.base.http.Problem;
import com.matrixos.base.sqlite.Database;
import com.matrixos.testkit.time.ManualScheduler;
import com.matrixos.testkit.time.Until;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs on a real database, with time that stands still.
final class JobsTest {
    record Given(String who) {}

    record Greeting(String text) {}

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final ManualScheduler time = new ManualScheduler(Instant.parse("2026-02-15T11:30:18.000Z"));
    private final List<String> done = new CopyOnWriteArrayList<>();

    /// Nobody ever opens it: whoever waits for it is as good as killed.
    private final CountDownLatch never = new CountDownLatch(1);

    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("platform.db"), "db/platform");
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private Jobs jobs(Recipe... recipes) {
        var backoff = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(60), 4, new Random(7));
        return new Jobs(database, time, backoff, 2, List.of(recipes)).open();
    }

    private Stage.Deed deed(String name, Stage.Work work) {
        return new Stage.Deed(name, name + "!", facts -> {
            done.add(name);
            return work.perform(facts);
        });
    }

    private Stage.Deed deed(String name) {
        return deed(name, _ -> new Greeting(name));
    }

    private Job ended(Jobs jobs, String kind, String key) throws InterruptedException {
        Job job = jobs.await(kind, key, PATIENCE).orElseThrow();
        assertThat(job.state().ended()).isTrue();
        return job;
    }

    private static void waits(Jobs jobs, String kind, String key, int attempts) {
        Until.holds(
                "the job waits",
                () -> jobs.find(kind, key)
                        .filter(job -> job.state() == Job.State.WAITING && job.attempts() == attempts)
                        .isPresent());
    }

    @Test
    void stepsAreDoneInOrderAndSeeWhatWasBefore() throws Exception {
        Recipe recipe = Recipe.named("greet")
                .then(deed(
                        "hello",
                        facts -> new Greeting(
                                "hello " + facts.payload(Given.class).who())))
                .then(deed(
                        "again",
                        facts -> new Greeting(
                                facts.result("hello", Greeting.class).text() + ", again")));
        try (Jobs jobs = jobs(recipe)) {
            jobs.enqueue("greet", "1", new Given("alice"));
            Job job = ended(jobs, "greet", "1");

            assertThat(job.state()).isEqualTo(Job.State.DONE);
            assertThat(job.finishedAt()).isEqualTo(time.instant());
            assertThat(job.steps())
                    .extracting(Job.Step::name, Job.Step::title, Job.Step::state)
                    .containsExactly(tuple("hello", "hello!", "done"), tuple("again", "again!", "done"));
            assertThat(job.steps().getLast().result().path("text").asText()).isEqualTo("hello alice, again");
        }
    }

    @Test
    void aStepThatIsDoneIsNotDoneAgainAfterAKill() throws Exception {
        var reached = new CountDownLatch(1);
        Jobs killed = jobs(Recipe.named("work")
                .then(deed("first"))
                .then(deed("second", _ -> {
                    reached.countDown();
                    never.await();
                    return "not reached";
                }))
                .then(deed("third")));
        killed.enqueue("work", "1", Map.of());
        assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();

        // The process is gone: nobody ever hears of that runner again.
        done.clear();
        time.advance(Duration.ofMinutes(1));
        try (Jobs next = jobs(
                Recipe.named("work").then(deed("first")).then(deed("second")).then(deed("third")))) {
            Job job = ended(next, "work", "1");

            assertThat(done).containsExactly("second", "third");
            assertThat(job.steps().get(0).finishedAt()).isEqualTo("2026-02-15T11:30:18Z");
            assertThat(job.steps().get(1).startedAt()).isEqualTo("2026-02-15T11:30:18Z");
            assertThat(job.steps().get(1).finishedAt()).isEqualTo("2026-02-15T11:31:18Z");
        }
    }

    @Test
    void aPauseOutlastsTheProcess() throws Exception {
        Recipe recipe = Recipe.named("leave")
                .then(deed("stop"))
                .then(new Stage.Pause("grace", "grace", Duration.ofDays(30)))
                .then(deed("destroy"));
        try (Jobs jobs = jobs(recipe)) {
            jobs.enqueue("leave", "1", Map.of());
            waits(jobs, "leave", "1", 0);
            assertThat(jobs.find("leave", "1").orElseThrow().runAt()).isEqualTo("2026-03-17T11:30:18Z");
        }
        time.advance(Duration.ofDays(29));
        try (Jobs jobs = jobs(recipe)) {
            waits(jobs, "leave", "1", 0);
            assertThat(jobs.find("leave", "1").orElseThrow().steps())
                    .extracting(Job.Step::state)
                    .containsExactly("done", "running", "waiting");
            time.advance(Duration.ofDays(1));
            assertThat(ended(jobs, "leave", "1").state()).isEqualTo(Job.State.DONE);
            assertThat(done).containsExactly("stop", "destroy");
        }
    }

    @Test
    void aMishapIsTriedAgainAfterLongerAndLongerWaits() throws Exception {
        var tries = new AtomicInteger();
        try (Jobs jobs = jobs(Recipe.named("flaky").then(deed("shaky", _ -> {
            if (tries.incrementAndGet() < 3) {
                throw new IllegalStateException("inner secret");
            }
            return "well";
        })))) {
            jobs.enqueue("flaky", "1", Map.of());
            waits(jobs, "flaky", "1", 1);
            Job once = jobs.find("flaky", "1").orElseThrow();
            assertThat(once.lastError()).isEqualTo("internal error; the platform's log says which");
            assertThat(Duration.between(time.instant(), once.runAt()))
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));

            time.advance(Duration.ofSeconds(2));
            waits(jobs, "flaky", "1", 2);
            assertThat(Duration.between(
                            time.instant(),
                            jobs.find("flaky", "1").orElseThrow().runAt()))
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));

            time.advance(Duration.ofSeconds(4));
            assertThat(ended(jobs, "flaky", "1").state()).isEqualTo(Job.State.DONE);
            assertThat(tries).hasValue(3);
        }
    }

    @Test
    void whatNeverWorksFailsInTheEnd() throws Exception {
        var down = Problem.of("engine-unavailable", 503, "down", "the engine is down");
        try (Jobs jobs = jobs(Recipe.named("doomed").then(deed("step", _ -> {
            throw down.exception();
        })))) {
            jobs.enqueue("doomed", "1", Map.of());
            for (int failures = 1; failures < 4; failures++) {
                waits(jobs, "doomed", "1", failures);
                time.advance(Duration.ofMinutes(1));
            }
            Job job = ended(jobs, "doomed", "1");
            assertThat(job.state()).isEqualTo(Job.State.FAILED);
            assertThat(job.lastError()).isEqualTo("the engine is down");
            assertThat(job.steps().getFirst().state()).isEqualTo("failed");
            assertThat(done).hasSize(4);
        }
    }

    @Test
    void aRefusalIsForGood() throws Exception {
        try (Jobs jobs = jobs(Recipe.named("refused").then(deed("step", _ -> {
            throw Problem.of("handle-taken", 409, "taken", "somebody else has it")
                    .exception();
        })))) {
            jobs.enqueue("refused", "1", Map.of());
            assertThat(ended(jobs, "refused", "1").state()).isEqualTo(Job.State.FAILED);
            assertThat(done).hasSize(1);
        }
    }

    @Test
    void askingTwiceIsAskingOnceWhileItGoesOn() throws Exception {
        var go = new CountDownLatch(1);
        try (Jobs jobs = jobs(Recipe.named("once").then(deed("step", _ -> {
            go.await();
            return "x";
        })))) {
            Job first = jobs.enqueue("once", "1", new Given("alice"));
            Job second = jobs.enqueue("once", "1", new Given("mallory"));
            assertThat(second.id()).isEqualTo(first.id());
            assertThat(second.payload().path("who").asText()).isEqualTo("alice");
            go.countDown();
            ended(jobs, "once", "1");
            assertThat(done).hasSize(1);

            jobs.enqueue("once", "1", new Given("alice"));
            ended(jobs, "once", "1");
            assertThat(done).hasSize(2);
        }
    }

    @Test
    void onlySoManyAtOnceAndNoneIsForgotten() throws Exception {
        var go = new CountDownLatch(1);
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        try (Jobs jobs = jobs(Recipe.named("busy").then(deed("step", _ -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            go.await();
            now.decrementAndGet();
            return "x";
        })))) {
            for (int i = 0; i < 9; i++) {
                jobs.enqueue("busy", "job" + i, Map.of());
            }
            Until.holds("two are at it", () -> now.get() == 2);
            assertThat(jobs.list(100))
                    .filteredOn(job -> job.state() == Job.State.WAITING)
                    .hasSize(7);
            go.countDown();
            for (int i = 0; i < 9; i++) {
                assertThat(ended(jobs, "busy", "job" + i).state()).isEqualTo(Job.State.DONE);
            }
            assertThat(most).hasValue(2);
        }
    }

    @Test
    void whatIsCalledOffGoesNoFurther() throws Exception {
        var reached = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (Jobs jobs = jobs(Recipe.named("leave")
                .then(deed("stop", _ -> {
                    reached.countDown();
                    go.await();
                    return "x";
                }))
                .then(deed("destroy")))) {
            jobs.enqueue("leave", "1", Map.of());
            reached.await();
            assertThat(jobs.cancel("leave", "1")).isTrue();
            go.countDown();

            // Asked for again while the step is still under way: begun anew once it has ended, and by one thread.
            jobs.enqueue("leave", "1", Map.of());
            assertThat(ended(jobs, "leave", "1").state()).isEqualTo(Job.State.DONE);
            assertThat(done).containsExactly("stop", "stop", "destroy");
            assertThat(jobs.cancel("leave", "1")).isFalse();
        }
    }

    @Test
    void everyChangeIsTold() throws Exception {
        var told = new CopyOnWriteArrayList<String>();
        try (Jobs jobs = jobs(Recipe.named("told").then(deed("step")))) {
            jobs.onChange(
                    job -> told.add(job.state() + " " + job.steps().getFirst().state()));
            jobs.enqueue("told", "1", Map.of());
            Until.holds("told of the end", () -> told.contains("DONE done"));
            assertThat(told).contains("RUNNING running", "RUNNING done");
        }
    }

    @Test
    void thereAreNoOtherKinds() {
        try (Jobs jobs = jobs()) {
            assertThatThrownBy(() -> jobs.enqueue("nonsense", "1", Map.of())).hasMessageContaining("nonsense");
        }
    }
}
