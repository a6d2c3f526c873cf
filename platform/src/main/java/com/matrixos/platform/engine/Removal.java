package com.matrixos.platform.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Waits for a removal that somebody else began.
final class Removal {
    private static final long PACE_NANOS = Duration.ofMillis(20).toNanos();
    private static final int MOST_LOOKS = 500;

    private Removal() {}

    /// Returns when the container is gone.
    ///
    /// @throws ConflictException the given one, when it stays
    static void await(DockerClient docker, String id, ConflictException conflict) {
        for (int look = 0; look < MOST_LOOKS; look++) {
            try {
                docker.inspectContainerCmd(id).exec();
            } catch (NotFoundException _) {
                return;
            }
            LockSupport.parkNanos(PACE_NANOS);
        }
        throw conflict;
    }
}
