package com.matrixos.platform.containers;

import com.matrixos.base.http.Problem;
import com.matrixos.base.http.ProblemException;
import com.matrixos.base.time.Cancellable;
import com.matrixos.platform.containers.Event.Broke;
import com.matrixos.platform.containers.Event.Order;
import com.matrixos.platform.containers.Event.Outcome;
import com.matrixos.platform.containers.Event.Sight;
import com.matrixos.platform.problems.Problems;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one who does anything about one handle. Events are taken in turn under a lock: decide, write the
/// next state down, act, and take what came of it as the next event, until nothing is left to do.
///
/// Methods that take the lock block, for as long as a start may take; [#route], [#step] and [#died] never
/// do. What they read is published through volatile fields that only the lock's holder writes.
final class ContainerActor {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerActor.class);

    /// How long after a failed start requests are told so; then the next one tries again.
    private static final Duration COOL_DOWN = Duration.ofSeconds(10);

    /// More effects than this for one event mean that something goes round in circles.
    private static final int MOST_EFFECTS = 60;

    /// What came of an event.
    ///
    /// @param row as it stands now; empty when there is none
    /// @param problem the last failure on the way
    record Result(Optional<ContainerRow> row, Optional<Problem> problem) {
        boolean in(Class<? extends State> state) {
            return row.isPresent() && state.isInstance(row.get().state());
        }

        ProblemException exception() {
            return problem.orElse(Problems.startFailed("it was stopped or destroyed meanwhile"))
                    .exception();
        }
    }

    private final Handle handle;
    private final Workshop shop;
    private final Deeds deeds;
    private final Witness witness;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger stopsWanted = new AtomicInteger();
    private final AtomicInteger endsWanted = new AtomicInteger();
    private final AtomicLong deaths = new AtomicLong();
    private @Nullable CompletableFuture<Result> flight; // guarded by this
    private Cancellable boost = () -> {}; // guarded by lock
    private volatile @Nullable ContainerRow row;
    private volatile Route route = Route.UNKNOWN;
    private volatile String step = "";
    private volatile Instant failedUntil = Instant.MIN;
    private Cause cause = Cause.FOUND; // guarded by lock
    private volatile boolean retired;

    ContainerActor(Handle handle, Workshop shop, Witness witness) {
        this.handle = handle;
        this.shop = shop;
        this.deeds = new Deeds(shop);
        this.witness = witness;
    }

    /// One whose row is there.
    ContainerActor(ContainerRow row, Workshop shop, Witness witness) {
        this(row.handle(), shop, witness);
        publish(row);
    }

    Handle handle() {
        return handle;
    }

    Optional<ContainerRow> row() {
        return Optional.ofNullable(row);
    }

    Route route() {
        Route now = route;
        return now instanceof Route.Failed && !shop.scheduler().instant().isBefore(failedUntil) ? Route.ASLEEP : now;
    }

    String step() {
        return step;
    }

    boolean running() {
        ContainerRow now = row;
        return now != null && now.state() instanceof State.Running;
    }

    /// The engine told of a death.
    void died() {
        deaths.incrementAndGet();
    }

    /// Makes the row, if nobody has, and the container.
    ///
    /// @return empty when this actor has no future and another must be asked
    Optional<Result> provision(String userId) {
        lock.lock();
        try {
            if (retired) {
                return Optional.empty();
            }
            finishDestroying();
            ContainerRow present = row;
            if (retired) {
                return Optional.empty();
            }
            if (present == null) {
                refuseForeign();
                publish(shop.store().reserve(handle, userId));
            } else if (!present.userId().equals(userId)) {
                throw Problems.handleTaken(handle.text()).exception();
            } else if (!(present.state() instanceof State.Provisioning)) {
                return Optional.of(new Result(row(), Optional.empty()));
            }
            return Optional.of(run(Order.RESUME, Cause.ASKED));
        } finally {
            // Also when it is refused: what has no row has no actor.
            retired |= row == null;
            lock.unlock();
        }
    }

    /// Looks, then starts what does not run.
    Result start() {
        lock.lock();
        try {
            run(Order.CHECK, Cause.FOUND);
            return run(Order.START, Cause.ASKED);
        } finally {
            lock.unlock();
        }
    }

    Result stop() {
        return urgent(stopsWanted, Order.STOP);
    }

    Result destroy() {
        return urgent(endsWanted, Order.DESTROY);
    }

    /// Gives it a new container from the present image, in its home and under its token's name, running
    /// if it ran. Nothing is touched when the image is missing.
    ///
    /// @throws ProblemException 503 when it is, or the engine does not answer
    Result renew() {
        lock.lock();
        try {
            shop.engine().image();
            run(Order.CHECK, Cause.FOUND);
            return run(Order.RENEW, Cause.UPDATED);
        } catch (EngineException e) {
            throw new ProblemException(Deeds.problem(handle, e), e);
        } finally {
            lock.unlock();
        }
    }

    /// Takes one event when its turn comes.
    Result take(Event event) {
        return take(event, Cause.FOUND);
    }

    private Result take(Event event, Cause why) {
        lock.lock();
        try {
            return run(event, why);
        } finally {
            lock.unlock();
        }
    }

    /// Takes an event only if the condition still holds when its turn comes.
    boolean takeIf(BooleanSupplier condition, Event event) {
        lock.lock();
        try {
            if (!condition.getAsBoolean()) {
                return false;
            }
            run(event, Cause.FOUND);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Stops it if it runs and is idle. The way in is closed before the last look at its activity: who came
    /// before that is seen, who comes after waits for the stop and wakes it again.
    void stopIfIdle(BooleanSupplier idle) {
        lock.lock();
        try {
            Route open = route;
            if (!running() || !idle.getAsBoolean()) {
                return;
            }
            route = Route.ASLEEP;
            if (idle.getAsBoolean()) {
                LOG.info("stopping idle handle={}", handle);
                run(Order.STOP, Cause.IDLE);
            } else {
                route = open;
            }
        } finally {
            lock.unlock();
        }
    }

    /// The start that is under way, or a new one: all who ask meanwhile share it.
    synchronized CompletableFuture<Result> wake() {
        CompletableFuture<Result> current = flight;
        if (current != null) {
            return current;
        }
        var started = new CompletableFuture<Result>();
        flight = started;
        Thread.ofVirtual().name("wake " + handle).start(() -> fly(started));
        return started;
    }

    private void fly(CompletableFuture<Result> started) {
        try {
            Result result = take(Order.START, Cause.OPENED);
            land();
            started.complete(result);
        } catch (Throwable e) {
            land();
            started.completeExceptionally(e);
        }
    }

    private synchronized void land() {
        flight = null;
    }

    /// An order that does not wait for a start to time out.
    private Result urgent(AtomicInteger wanted, Order order) {
        wanted.incrementAndGet();
        lock.lock();
        try {
            return run(order, Cause.ASKED);
        } finally {
            wanted.decrementAndGet();
            lock.unlock();
        }
    }

    /// Runs an event and all that follows from it. The lock is held.
    private Result run(Event first, Cause why) {
        cause = why;
        Optional<Problem> problem = Optional.empty();
        var events = new ArrayDeque<Event>();
        events.add(first);
        int effects = 0;
        while (!events.isEmpty() && row != null) {
            Event event = effects > MOST_EFFECTS
                    ? new Broke(Problems.startFailed("it could not be brought up"))
                    : events.remove();
            if (event instanceof Broke(Problem reason)) {
                problem = Optional.of(reason);
                effects = 0;
                events.clear();
            }
            Decision decision = Decisions.decide(requireRow().state(), event);
            enter(decision.next());
            for (Effect effect : decision.effects()) {
                effects++;
                perform(effect).ifPresent(events::add);
            }
        }
        return new Result(row(), problem);
    }

    /// Writes the next state down, if it is another.
    private void enter(State next) {
        ContainerRow now = requireRow();
        if (!next.equals(now.state())) {
            shop.steps().at("before " + State.status(next));
            shop.store().transition(handle, next, cause);
            if (next instanceof State.Failed) {
                failedUntil = shop.scheduler().instant().plus(COOL_DOWN);
            }
            if (now.state() instanceof State.Running) {
                boost.cancel();
            }
            step = ""; // of another undertaking
            publish(now.with(next));
            LOG.info("state handle={} status={}", handle, State.status(next));
            shop.steps().at("after " + State.status(next));
        }
    }

    private Optional<Event> perform(Effect effect) {
        shop.steps().at("before " + effect);
        Optional<Event> event;
        try {
            event = attempt(effect);
        } catch (EngineException | ProblemException | UncheckedIOException e) {
            event = Optional.of(deeds.broke(handle, e));
        }
        shop.steps().at("after " + effect);
        return event;
    }

    private Optional<Event> attempt(Effect effect) {
        return switch (effect) {
            case Effect.Act act -> attempt(act);
            case Effect.Move(int port) -> {
                step("finding a free port");
                deeds.remove(requireRow());
                var pair = shop.store().move(handle, port);
                publish(requireRow().withPorts(pair.gateway(), pair.shell()));
                yield Optional.of(Outcome.LOST);
            }
        };
    }

    private Optional<Event> attempt(Effect.Act act) {
        ContainerRow now = requireRow();
        return switch (act) {
            case MAKE -> make(now);
            case LAUNCH -> launch(now);
            case HALT -> came(Outcome.HALTED, () -> deeds.halt(now));
            case QUELL -> went(() -> deeds.quell(now));
            case REMOVE -> came(Outcome.REMOVED, () -> deeds.remove(now));
            case FORGET -> went(this::forget);
            case RELEASE -> went(this::release);
            case LOOK -> Optional.of(deeds.look(now));
            case LIFT -> went(() -> deeds.limitCpu(now, ContainerEngine.NO_CPU_LIMIT));
            case LIMIT -> went(() -> deeds.limitCpu(now, shop.settings().cpuPercent()));
            case LIMIT_SOON -> went(this::limitSoon);
        };
    }

    private static Optional<Event> came(Outcome outcome, Runnable deed) {
        deed.run();
        return Optional.of(outcome);
    }

    private static Optional<Event> went(Runnable deed) {
        deed.run();
        return Optional.empty();
    }

    private Optional<Event> make(ContainerRow now) {
        step("making the computer");
        String id = deeds.make(now);
        shop.steps().at("made");
        shop.store().made(handle, id);
        publish(now.withContainer(id));
        return Optional.of(Outcome.MADE);
    }

    private Optional<Event> launch(ContainerRow now) {
        String id = now.containerId();
        if (id == null) {
            return Optional.of(Outcome.LOST);
        }
        step("starting the computer");
        shop.bindings().unbind(handle);
        shop.steps().at("unbound");
        boolean provisioning = now.state() instanceof State.Provisioning;
        var launch = new Launch(
                shop.engine(),
                now,
                deaths::get,
                () -> endsWanted.get() > 0 || (!provisioning && stopsWanted.get() > 0),
                shop.bindings());
        Event event = launch.run(shop.scheduler(), shop.settings().timing().startTimeout(), id);
        if (event instanceof Broke(Problem reason)) {
            deeds.noteLastLines(now, reason.detail());
        }
        return Optional.of(event);
    }

    /// Cancelled when it stops running: the next start has a boost of its own.
    private void limitSoon() {
        boost = shop.scheduler().after(shop.settings().timing().cpuBoost(), () -> takeIf(this::running, Order.RESUME));
    }

    private void step(String next) {
        step = next;
        witness.changed(handle);
    }

    private void forget() {
        shop.store().made(handle, null);
        publish(requireRow().withContainer(null));
    }

    private void release() {
        boolean unconfirmed = shop.store().unconfirmed(handle);
        boolean keepOwner = !unconfirmed || shop.homes().removeIfEmpty(handle);
        shop.store().release(handle, keepOwner);
        row = null;
        route = Route.UNKNOWN;
        retired = true;
        witness.released(handle);
    }

    /// A destroy that the engine did not let us finish comes before a new beginning.
    private void finishDestroying() {
        ContainerRow now = row;
        if (now != null && now.state() instanceof State.Destroying) {
            Result result = run(Order.DESTROY, Cause.ASKED);
            if (result.row().isPresent()) {
                throw result.exception();
            }
        }
    }

    private void refuseForeign() {
        try {
            Optional<Sighting> foreign = shop.engine().inspect(handle).filter(seen -> !seen.ours());
            if (foreign.isPresent()) {
                throw Problems.foreignContainer("matrixos-" + handle).exception();
            }
        } catch (EngineException e) {
            throw new ProblemException(Deeds.problem(handle, e), e);
        }
    }

    private void publish(ContainerRow next) {
        row = next;
        route = switch (next.state()) {
            case State.Provisioning(), State.Starting() -> Route.WAKING;
            case State.Running() -> new Route.Awake(next.port(), next.shellPort());
            case State.Stopping(), State.Stopped() -> Route.ASLEEP;
            case State.Destroying() -> Route.UNKNOWN;
            case State.Failed(String reason) -> new Route.Failed(reason);
        };
        witness.changed(handle);
    }

    private ContainerRow requireRow() {
        ContainerRow now = row;
        if (now == null) {
            throw new IllegalStateException("no row: " + handle);
        }
        return now;
    }

    /// What the engine listed, unless it agrees with the row. The list may be older than the last stop, so
    /// what disagrees is looked at again.
    ///
    /// @param listed empty when none of its handle was
    void compare(Optional<Sighting> listed) {
        ContainerRow now = row;
        if (now != null && !agrees(now.state(), listed)) {
            take(Order.CHECK);
        }
    }

    private boolean agrees(State state, Optional<Sighting> listed) {
        Sight sight = listed.map(seen -> Sight.of(seen.condition())).orElse(Sight.ABSENT);
        boolean where = !(state instanceof State.Running)
                || listed.map(shop.bindings()::agrees).orElse(true);
        return where && Decisions.decide(state, sight).equals(Decision.to(state));
    }
}
