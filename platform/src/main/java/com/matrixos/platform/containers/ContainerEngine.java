package com.matrixos.platform.containers;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What runs containers. Small enough that engines other than Docker can stand behind it.
///
/// Every call blocks and is idempotent: asking for what is already so succeeds. All throw
/// [EngineException].
public interface ContainerEngine {
    /// Makes the containers' network unless it is there.
    ///
    /// @return the address under which containers reach the host
    String ensureNetwork();

    /// Makes a container, stopped and without a CPU limit, so that its first start is quick.
    ///
    /// @return the engine's id
    /// @throws EngineException `IMAGE_MISSING`; `NAME_TAKEN` when there is one of that name, ours or not
    String create(ContainerSpec spec);

    /// Starts it, whether stopped or paused; does nothing when it runs.
    ///
    /// @throws EngineException `GONE` when there is none; `PORT_TAKEN` when a host port is held by
    /// something else
    void start(String id);

    /// Asks it to end, kills it after the grace period. A paused one is thawed first: frozen it would not
    /// hear the request, and be killed with its data unsaved. Does nothing when it is stopped or gone.
    void stop(String id, Duration grace);

    /// Removes it, running or not; does nothing when it is gone.
    void remove(String id);

    /// The container that bears the handle's name, whoever made it.
    Optional<Sighting> inspect(Handle handle);

    /// All containers labelled as this installation's.
    List<Sighting> list();

    /// Limits (or with [#NO_CPU_LIMIT] frees) its CPU, stopped or running; does nothing when it is gone.
    ///
    /// @param percent of one CPU
    void limitCpu(String id, int percent);

    /// Tells the watcher what happens to this installation's containers, until the calling thread is
    /// interrupted (then it returns) or the engine goes away.
    ///
    /// @throws EngineException `UNAVAILABLE` when the stream ends
    void watch(Watcher watcher);

    /// The last lines it wrote, oldest first; none when it is gone.
    List<String> logs(String id, int lines);

    /// Gives each line it writes to `each`, as it comes and after the last ones there are, until the calling
    /// thread is interrupted or the container ends or is gone. Lines are cut at [#LONGEST_LINE] bytes. A slow
    /// receiver slows the container's own writing down, in the end: `each` should not block for long.
    ///
    /// @param lines how many of those that it has written before come first
    void follow(String id, int lines, Consumer<String> each);

    /// What it uses at this moment; nothing when it does not run or is gone.
    Optional<Measure> measure(String id);

    /// What containers are made from now.
    ///
    /// @throws EngineException `IMAGE_MISSING` naming it when it is not there
    Image image();

    /// For [#follow].
    int LONGEST_LINE = 8 * 1024;

    /// For [#limitCpu]: may use every CPU there is.
    int NO_CPU_LIMIT = 0;

    /// Hears of events, on the thread that called [ContainerEngine#watch] or one of the engine's own. Must
    /// not block.
    interface Watcher {
        /// From here on no event is missed.
        void connected();

        /// Something happened to a container.
        void happened(Handle handle, Happening what);
    }

    /// What can happen to a container.
    enum Happening {
        /// It was started, by whomever.
        STARTED,
        /// Its process ended, whatever the reason.
        DIED,
        /// It ran out of memory.
        OUT_OF_MEMORY,
        /// It was removed.
        REMOVED
    }
}
