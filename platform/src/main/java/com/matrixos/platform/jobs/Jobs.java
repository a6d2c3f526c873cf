package com.matrixos.platform.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Cancellable;
import com.matrixos.base.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs jobs, so many at once, each on a virtual thread while it does something. What they have done is in the
/// database before the next step begins: a process that is killed and started again goes on where it was.
///
/// Safe for use from any thread. Methods block on the database and on nothing else, but for [#await].
public final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    /// More than this many that have not ended are not taken on.
    static final int MOST_UNFINISHED = 20_000;

    private static final Duration CLOSING = Duration.ofSeconds(3);

    /// The longest a timer is set for; what is due later is looked for again then.
    private static final Duration LONGEST_TIMER = Duration.ofHours(1);

    private final Map<String, Recipe> recipes;
    private final JobStore store;
    private final Scheduler scheduler;
    private final Worker worker;
    private final int atOnce;
    private final List<Consumer<Job>> listeners = new CopyOnWriteArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /// The jobs that a thread of this process is at. Guarded by the lock, as is what follows.
    private final Set<Long> active = new HashSet<>();

    private boolean open;
    private Cancellable timer = () -> {};

    /// Touches nothing; [#open] does.
    ///
    /// @param recipes every kind of job there is
    /// @param atOnce how many jobs may do something at the same time
    public Jobs(Database database, Scheduler scheduler, Backoff backoff, int atOnce, List<Recipe> recipes) {
        this.recipes = recipes.stream().collect(Collectors.toUnmodifiableMap(Recipe::name, Function.identity()));
        this.store = new JobStore(database, scheduler);
        this.scheduler = scheduler;
        this.worker = new Worker(store, scheduler, backoff, this::goesOn, this::told);
        this.atOnce = atOnce;
    }

    /// Takes up what an earlier process left, and what is due from now on. Returns at once.
    public Jobs open() {
        store.resume();
        lock.lock();
        try {
            open = true;
        } finally {
            lock.unlock();
        }
        pump();
        return this;
    }

    /// Writes a job down, to be begun as soon as there is a place. While one of the same kind and key goes on this
    /// changes nothing; one that has ended begins anew.
    ///
    /// @param payload written as JSON
    /// @throws com.matrixos.base.http.ProblemException 503 when too many have not ended
    public Job enqueue(String kind, String key, Object payload) {
        recipe(kind);
        if (store.unfinished() >= MOST_UNFINISHED) {
            throw JobProblems.tooMany().exception();
        }
        JsonNode tree = Json.mapper().valueToTree(payload);
        store.enqueue(kind, key, tree);
        Job job = find(kind, key).orElseThrow();
        told(job.id());
        pump();
        return job;
    }

    /// Calls a job off. The step it is at comes to its end; nothing follows it.
    ///
    /// @return whether there was one that had not ended
    public boolean cancel(String kind, String key) {
        boolean cancelled = store.cancel(kind, key);
        find(kind, key).ifPresent(job -> told(job.id()));
        return cancelled;
    }

    /// The job of that kind and key.
    public Optional<Job> find(String kind, String key) {
        return store.find(kind, key).map(this::job);
    }

    /// The newest jobs of all kinds, the newest first.
    public List<Job> list(int most) {
        return store.list(most).stream().map(this::job).toList();
    }

    /// Waits until a job has ended.
    ///
    /// @param patience how long, in real time; the job goes on after that
    /// @return the job as it is then; empty when there is none
    public Optional<Job> await(String kind, String key, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (true) {
                Optional<Job> job = find(kind, key);
                if (left <= 0 || job.filter(one -> !one.state().ended()).isEmpty()) {
                    return job;
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Told of every change of a job, after the fact, on the thread that made it.
    public void onChange(Consumer<Job> listener) {
        listeners.add(listener);
    }

    /// Begins nothing more and gives the steps that are under way a moment to end. What does not is done again by
    /// the next process.
    @Override
    public void close() {
        long left = CLOSING.toNanos();
        lock.lock();
        try {
            open = false;
            timer.cancel();
            while (!active.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /// Begins what is due and sets the timer for what is due next.
    private void pump() {
        lock.lock();
        try {
            boolean more = open;
            while (more) {
                timer.cancel();
                store.take(atOnce - active.size(), active).forEach(this::start);
                more = active.size() < atOnce && !asleep();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Sets the timer, and then looks at the clock: what fell due meanwhile would be an hour late.
    ///
    /// @return whether nothing is to be done before the timer goes off
    private boolean asleep() {
        Optional<Instant> due = store.nextDue(active);
        due.ifPresent(at -> timer = scheduler.after(until(at), this::pump));
        return due.filter(at -> !scheduler.instant().isBefore(at)).isEmpty();
    }

    private Duration until(Instant due) {
        Duration left = Duration.between(scheduler.instant(), due);
        return left.isNegative() ? Duration.ZERO : left.compareTo(LONGEST_TIMER) > 0 ? LONGEST_TIMER : left;
    }

    private void start(long id) {
        active.add(id);
        Thread.ofVirtual().name("job " + id).start(() -> {
            try {
                store.find(id).ifPresent(row -> worker.work(row, recipes.get(row.kind())));
            } catch (RuntimeException e) {
                LOG.error("a job could not be written down id={}", id, e);
            } finally {
                left(id);
            }
        });
    }

    private void left(long id) {
        try {
            if (goesOn()) {
                store.release(id);
            }
        } finally {
            lock.lock();
            try {
                active.remove(id);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
        pump();
    }

    private boolean goesOn() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    private void told(long id) {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (!listeners.isEmpty()) {
            store.find(id).map(this::job).ifPresent(job -> listeners.forEach(listener -> listener.accept(job)));
        }
    }

    private Recipe recipe(String kind) {
        Recipe recipe = recipes.get(kind);
        if (recipe == null) {
            throw new IllegalArgumentException("no such kind of job: " + kind);
        }
        return recipe;
    }

    /// A row with every step of its recipe, begun or not.
    private Job job(JobStore.Row row) {
        return new Job(
                row.id(),
                row.kind(),
                row.key(),
                row.payload(),
                row.state(),
                Progress.of(Optional.ofNullable(recipes.get(row.kind())), row),
                row.attempts(),
                row.runAt(),
                row.lastError(),
                row.createdAt(),
                row.finishedAt());
    }
}
