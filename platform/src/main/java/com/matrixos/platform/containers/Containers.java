package com.matrixos.platform.containers;

import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.containers.Event.Order;
import com.matrixos.platform.containers.Event.Outcome;
import com.matrixos.platform.ports.Ports;
import com.matrixos.platform.problems.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All containers of this installation: what there shall be (rows), what there is (the engine), and how one
/// becomes the other. Safe for use from any thread. Unless it says otherwise a method blocks: call it on a
/// virtual thread.
public final class Containers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Containers.class);

    /// Any identity provider's ids fit; nothing that could upset a label, a log line or a page does.
    private static final Pattern USER_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:@|+-]{0,127}");

    private static final Duration TELL_PROXY = Duration.ofSeconds(3);

    private final Map<Handle, ContainerActor> actors = new ConcurrentHashMap<>();
    private final List<Consumer<Handle>> releaseListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Handle>> changeListeners = new CopyOnWriteArrayList<>();
    private final Witness witness = new Told();
    private final Workshop shop;
    private final Activity activity;
    private final ActivityLog activityLog;
    private final TokenGrants grants;
    private final IdleSweep idle;
    private @Nullable EngineWatch watch;

    /// Reads the rows, so that [#route] knows every handle from the start. Touches no engine; [#open] does.
    public Containers(
            Database database,
            ContainerEngine engine,
            TokenRegistry tokens,
            Scheduler scheduler,
            ContainerSettings settings) {
        this(database, engine, tokens, scheduler, settings, Workshop.Steps.NONE);
    }

    Containers(
            Database database,
            ContainerEngine engine,
            TokenRegistry tokens,
            Scheduler scheduler,
            ContainerSettings settings,
            Workshop.Steps steps) {
        var ports = new Ports(settings.gatewayPorts(), settings.shellPorts(), settings.poolSize(), scheduler);
        var store = new ContainerStore(database, ports, scheduler);
        this.grants = new TokenGrants(database, tokens);
        this.shop = new Workshop(
                store,
                engine,
                new Homes(settings.dataDir()),
                scheduler,
                settings,
                () -> scheduler.after(Duration.ZERO, grants::tell),
                new Bindings(store, engine, grants, settings),
                steps);
        this.activity = new Activity(scheduler);
        this.activityLog = new ActivityLog(activity, store);
        this.idle = new IdleSweep(activity, scheduler, settings.timing().idleTimeout());
        for (ContainerRow row : store.list(Optional.empty())) {
            activity.restore(row.handle(), row.lastActive());
            actors.put(row.handle(), new ContainerActor(row, shop, witness));
        }
    }

    /// Starts what goes on in the background: watching the engine, reconciling whenever it (again) answers,
    /// stopping what is idle, telling the proxy. Returns at once.
    public Containers open() {
        grants.oweAll();
        Scheduler scheduler = shop.scheduler();
        var _ = scheduler.after(Duration.ZERO, grants::tell);
        var _ = scheduler.every(TELL_PROXY, grants::tell);
        var _ = scheduler.every(ActivityLog.INTERVAL, activityLog::flush);
        var _ = scheduler.every(shop.settings().timing().idleCheck(), () -> idle.sweep(actors.values()));
        watch = new EngineWatch(shop.engine(), new Listener());
        return this;
    }

    /// Told of every handle whose container has been destroyed, after the fact, on the destroying thread.
    public void onReleased(Consumer<Handle> listener) {
        releaseListeners.add(listener);
    }

    /// Told of every handle whose state, or the step of what is under way, has changed, and of every one that ran
    /// out of memory. Runs on the thread that changes it and must not block.
    public void onChanged(Consumer<Handle> listener) {
        changeListeners.add(listener);
    }

    /// Makes and starts a container; the same again for the same handle and user changes nothing. What
    /// fails leaves nothing behind.
    ///
    /// @throws com.matrixos.base.http.ProblemException 400, 409 or 503, see [Problems]
    public ContainerRecord provision(Handle handle, String userId) {
        if (!USER_ID.matcher(userId).matches()) {
            throw Problems.badRequest(
                            "clerkUserId",
                            "clerkUserId must be 1 to 128 letters, digits or _ . : @ | + - and begin with a letter or"
                                    + " digit")
                    .exception();
        }
        while (true) {
            ContainerActor actor = actors.computeIfAbsent(handle, _ -> new ContainerActor(handle, shop, witness));
            try {
                Optional<ContainerActor.Result> result = actor.provision(userId);
                if (result.isPresent()) {
                    return provisioned(result.get());
                }
            } finally {
                if (actor.row().isEmpty()) {
                    actors.remove(handle, actor);
                }
            }
        }
    }

    /// Starts it if it is not running, and waits until it answers.
    ///
    /// @throws com.matrixos.base.http.ProblemException 404 or 503
    public void start(Handle handle) {
        activity.touch(handle);
        require(actor(handle).start(), State.Running.class);
    }

    /// Stops it if it is running, gracefully even when it is paused.
    ///
    /// @throws com.matrixos.base.http.ProblemException 404 or 503
    public void stop(Handle handle) {
        require(actor(handle).stop(), State.Stopped.class);
        activityLog.flush();
    }

    /// Gives it a new container from the present image; its files, ports, people and sessions stay. One that slept
    /// goes on sleeping, and is made when it wakes. When there is no image nothing is touched.
    ///
    /// @throws com.matrixos.base.http.ProblemException 404 or 503
    public void update(Handle handle) {
        ContainerActor.Result result = actor(handle).renew();
        if (!result.in(State.Running.class) && !result.in(State.Stopped.class)) {
            throw result.exception();
        }
    }

    /// Removes the container, its row and its ports, and leaves the home folder.
    ///
    /// @throws com.matrixos.base.http.ProblemException 404 or 503
    public void destroy(Handle handle) {
        ContainerActor.Result result = actor(handle).destroy();
        if (result.row().isPresent()) {
            throw result.exception();
        }
    }

    /// All, or those of one status, the newest first.
    public List<ContainerRecord> list(Optional<String> status) {
        return shop.store().list(status).stream().map(this::record).toList();
    }

    /// The one with that handle. Does not block.
    public Optional<ContainerRecord> find(Handle handle) {
        return Optional.ofNullable(actors.get(handle))
                .flatMap(ContainerActor::row)
                .map(this::record);
    }

    /// The home of that handle, if the files in it are that user's, whether or not it has a container now.
    public Optional<Path> home(Handle handle, String userId) {
        return shop.store()
                .owner(handle)
                .filter(userId::equals)
                .map(_ -> shop.homes().of(handle));
    }

    /// Compares rows with labelled containers and finishes what was begun. Containers it does not know are
    /// reported and left alone. Does nothing but log when the engine does not answer.
    public void reconcile() {
        new Reconciliation(shop.engine(), actors).run();
    }

    /// Where requests for this handle can go now. Never blocks and takes no lock: event loops call it.
    public Route route(Handle handle) {
        ContainerActor actor = actors.get(handle);
        return actor == null ? Route.UNKNOWN : actor.route();
    }

    /// Waits until it is awake, waking it if need be; all callers share one start. Within ten seconds of a
    /// failed start there is no other: a page that reloads itself shall not keep the engine busy.
    ///
    /// @param patience how long this caller waits; the start goes on after that
    public WakeOutcome awaitAwake(Handle handle, Duration patience) {
        ContainerActor actor = actors.get(handle);
        if (actor == null || actor.route() instanceof Route.Unknown) {
            return new WakeOutcome.CannotWake(Problems.unknownContainer());
        }
        activity.touch(handle);
        return switch (actor.route()) {
            case Route.Awake(int gatewayPort, int shellPort) -> new WakeOutcome.Ready(gatewayPort, shellPort);
            case Route.Failed(String reason) -> new WakeOutcome.CannotWake(Problems.startFailed(reason));
            case Route.Unknown(), Route.Asleep(), Route.Waking() -> wake(actor, patience);
        };
    }

    private WakeOutcome wake(ContainerActor actor, Duration patience) {
        try {
            return woken(actor.wake().get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException _) {
            return new WakeOutcome.StillWaking(actor.step());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new WakeOutcome.StillWaking(actor.step());
        } catch (ExecutionException e) {
            LOG.error("wake failed unexpectedly handle={}", actor.handle(), e.getCause());
            return new WakeOutcome.CannotWake(Problems.startFailed("the platform's log says why"));
        }
    }

    /// What a waking container is doing, for the page that shows the progress. Never blocks.
    public String wakeStep(Handle handle) {
        ContainerActor actor = actors.get(handle);
        return actor == null ? "" : actor.step();
    }

    /// Somebody's connection to an awake container was refused: looks at what is true and mends the row.
    /// One that runs without answering is waited for like one that starts, and stopped if that takes too
    /// long.
    ///
    /// @return where requests can go now; [Route.Awake] only if it answers
    public Route unreachable(Handle handle) {
        ContainerActor actor = actors.get(handle);
        if (actor == null || !(actor.route() instanceof Route.Awake)) {
            return route(handle);
        }
        actor.take(Order.CHECK);
        if (actor.takeIf(() -> silent(actor), Outcome.SILENT)) {
            var _ = actor.wake();
        }
        return actor.route();
    }

    /// Whether it runs without answering. Asked first and looked at then: what went away since the last look
    /// does not answer either, and must not be started, let alone made again, for having been silent.
    private static boolean silent(ContainerActor actor) {
        return actor.route() instanceof Route.Awake(int port, var _)
                && !Probe.answers(port)
                && actor.take(Order.CHECK).in(State.Running.class);
    }

    /// The counters of all containers.
    public Activity activity() {
        return activity;
    }

    /// Writes down what is pending and stops listening to the engine. Containers go on running.
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        activityLog.flush();
    }

    /// Whether it was made just now or before; one that is being undone is neither.
    private ContainerRecord provisioned(ContainerActor.Result result) {
        return result.row()
                .filter(_ -> !result.in(State.Provisioning.class) && !result.in(State.Destroying.class))
                .map(this::record)
                .orElseThrow(result::exception);
    }

    private WakeOutcome woken(ContainerActor.Result result) {
        if (result.in(State.Running.class)) {
            ContainerRow row = result.row().orElseThrow();
            return new WakeOutcome.Ready(row.port(), row.shellPort());
        }
        return new WakeOutcome.CannotWake(result.exception().problem());
    }

    private ContainerActor actor(Handle handle) {
        ContainerActor actor = actors.get(handle);
        if (actor == null || actor.row().isEmpty()) {
            throw Problems.unknownContainer().exception();
        }
        return actor;
    }

    private static void require(ContainerActor.Result result, Class<? extends State> state) {
        if (!result.in(state)) {
            throw result.exception();
        }
    }

    private ContainerRecord record(ContainerRow row) {
        return row.record(activity.seen(row.handle()).lastActive());
    }

    private void released(Handle handle) {
        actors.remove(handle);
        activity.forget(handle);
        shop.tellProxy().run();
        releaseListeners.forEach(listener -> listener.accept(handle));
    }

    private void ranOutOfMemory(Handle handle) {
        LOG.warn("out of memory handle={}", handle);
        shop.store().ranOutOfMemory(handle);
        changeListeners.forEach(listener -> listener.accept(handle));
    }

    /// Runs what nobody waits for, so that its failure is at least written down.
    static void logged(Handle handle, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("background work failed handle={}", handle, e);
        }
    }

    /// What the actors tell, handed on.
    private final class Told implements Witness {
        @Override
        public void released(Handle handle) {
            Containers.this.released(handle);
            changed(handle);
        }

        @Override
        public void changed(Handle handle) {
            changeListeners.forEach(listener -> listener.accept(handle));
        }
    }

    /// What the engine tells, taken to a thread that may block.
    private final class Listener implements ContainerEngine.Watcher {
        @Override
        public void connected() {
            Thread.ofVirtual().name("reconcile").start(Containers.this::reconcile);
        }

        @Override
        public void happened(Handle handle, ContainerEngine.Happening what) {
            ContainerActor actor = actors.get(handle);
            if (actor == null) {
                return;
            }
            LOG.debug("engine event handle={} what={}", handle, what);
            switch (what) {
                case DIED -> {
                    actor.died();
                    elsewhere(handle, () -> unreachable(handle));
                }
                case OUT_OF_MEMORY -> elsewhere(handle, () -> ranOutOfMemory(handle));
                case STARTED, REMOVED -> elsewhere(handle, () -> actor.take(Order.CHECK));
            }
        }

        private static void elsewhere(Handle handle, Runnable task) {
            Thread.ofVirtual().name("event " + handle).start(() -> logged(handle, task));
        }
    }
}
