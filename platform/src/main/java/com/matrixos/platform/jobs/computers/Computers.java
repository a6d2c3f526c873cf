package com.matrixos.platform.jobs.computers;

import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.Route;
import com.matrixos.platform.containers.WakeOutcome;
import java.time.Duration;
import java.util.Optional;

/// What is done with computers here. Calls block, and throw [com.matrixos.base.http.ProblemException] like
/// [Containers].
public interface Computers {
    /// Makes and starts it; the same again for the same owner changes nothing.
    ContainerRecord provision(Handle handle, String accountId);

    /// The one with that handle.
    Optional<ContainerRecord> find(Handle handle);

    /// Wakes it if need be and waits until it is awake.
    WakeOutcome awaitAwake(Handle handle, Duration patience);

    /// Whether it answers now; asked of itself, not of what was written down.
    boolean answers(Handle handle);

    /// Stops it if it runs.
    void stop(Handle handle);

    /// Removes it and leaves the home folder.
    void destroy(Handle handle);

    /// Those of this installation.
    static Computers of(Containers containers) {
        return new OfContainers(containers);
    }

    /// See [#of].
    record OfContainers(Containers containers) implements Computers {
        @Override
        public ContainerRecord provision(Handle handle, String accountId) {
            return containers.provision(handle, accountId);
        }

        @Override
        public Optional<ContainerRecord> find(Handle handle) {
            return containers.find(handle);
        }

        @Override
        public WakeOutcome awaitAwake(Handle handle, Duration patience) {
            return containers.awaitAwake(handle, patience);
        }

        @Override
        public boolean answers(Handle handle) {
            return containers.unreachable(handle) instanceof Route.Awake;
        }

        @Override
        public void stop(Handle handle) {
            containers.stop(handle);
        }

        @Override
        public void destroy(Handle handle) {
            containers.destroy(handle);
        }
    }
}
