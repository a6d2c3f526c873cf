package com.matrixos.platform.containers;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Stops what nobody has used for a while.
final class IdleSweep {
    /// Stops at one time; each may take until its container is killed, and the engine has other things to
    /// do.
    private static final int AT_ONCE = 8;

    private final Activity activity;
    private final InstantSource clock;
    private final Duration timeout;

    IdleSweep(Activity activity, InstantSource clock, Duration timeout) {
        this.activity = activity;
        this.clock = clock;
        this.timeout = timeout;
    }

    /// Stops every running container that was idle for longer than the timeout; returns when all have
    /// stopped.
    void sweep(Collection<ContainerActor> actors) {
        var turns = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ContainerActor actor : actors) {
                if (actor.running() && idle(actor.handle())) {
                    threads.execute(() -> stop(actor, turns));
                }
            }
        }
    }

    private void stop(ContainerActor actor, Semaphore turns) {
        turns.acquireUninterruptibly();
        try {
            Containers.logged(actor.handle(), () -> actor.stopIfIdle(() -> idle(actor.handle())));
        } finally {
            turns.release();
        }
    }

    private boolean idle(Handle handle) {
        return Duration.between(activity.seen(handle).lastActive(), clock.instant())
                        .compareTo(timeout)
                > 0;
    }
}
