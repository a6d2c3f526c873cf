package com.matrixos.platform.containers;

import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// All containers of this installation: what there shall be (rows), what there is (the engine), and how one
/// becomes the other. Safe for use from any thread. Unless it says otherwise a method blocks: call it on a
/// virtual thread.
public final class Containers implements AutoCloseable {
    /// Reads the rows, so that [#route] knows every handle from the start. Touches no engine; [#open] does.
    public Containers(
            Database database,
            ContainerEngine engine,
            TokenRegistry tokens,
            Scheduler scheduler,
            ContainerSettings settings) {}

    /// Starts what goes on in the background: watching the engine, reconciling, stopping what is idle,
    /// telling the proxy. Returns at once.
    public Containers open() {
        return pending();
    }

    /// Told of every handle whose container has been destroyed, after the fact, on the destroying thread.
    public void onReleased(Consumer<Handle> listener) {
        Containers.<Object>pending();
    }

    /// Makes and starts a container; the same again for the same handle and user changes nothing. What
    /// fails leaves nothing behind.
    ///
    /// @throws com.matrixos.base.http.ProblemException 400, 409 or 503, see
    /// [com.matrixos.platform.problems.Problems]
    public ContainerRecord provision(Handle handle, String userId) {
        return pending();
    }

    /// Starts it if it is not running, and waits until it answers.
    ///
    /// @throws com.matrixos.base.http.ProblemException 404 or 503
    public void start(Handle handle) {
        Containers.<Object>pending();
    }

    /// Stops it if it is running, gracefully even when it is paused.
    ///
    /// @throws com.matrixos.base.http.ProblemException 404 or 503
    public void stop(Handle handle) {
        Containers.<Object>pending();
    }

    /// Removes the container, its row and its ports, and leaves the home folder.
    ///
    /// @throws com.matrixos.base.http.ProblemException 404 or 503
    public void destroy(Handle handle) {
        Containers.<Object>pending();
    }

    /// All, or those of one status, the newest first.
    public List<ContainerRecord> list(Optional<String> status) {
        return pending();
    }

    /// The one with that handle.
    public Optional<ContainerRecord> find(Handle handle) {
        return pending();
    }

    /// Compares rows with labelled containers and finishes what was begun. Containers it does not know are
    /// reported and left alone. Does nothing but log when the engine does not answer.
    public void reconcile() {
        Containers.<Object>pending();
    }

    /// Where requests for this handle can go now. Never blocks and takes no lock: event loops call it.
    public Route route(Handle handle) {
        return pending();
    }

    /// Waits until it is awake, waking it if need be; all callers share one start.
    ///
    /// @param patience how long this caller waits; the start goes on after that
    public WakeOutcome awaitAwake(Handle handle, Duration patience) {
        return pending();
    }

    /// What a waking container is doing, for the page that shows the progress. Never blocks.
    public String wakeStep(Handle handle) {
        return pending();
    }

    /// Somebody's connection to an awake container was refused: looks at what is true and mends the row.
    ///
    /// @return where requests can go now; [Route.Awake] only if it answers
    public Route unreachable(Handle handle) {
        return pending();
    }

    /// The counters of all containers.
    public Activity activity() {
        return pending();
    }

    /// Writes down what is pending and stops the background. Containers go on running.
    @Override
    public void close() {
        Containers.<Object>pending();
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // it never returns
    private static <T> T pending() {
        throw new UnsupportedOperationException("signatures only");
    }
}
