package com.matrixos.platform.containers;

import com.matrixos.api.containers.ContainerRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One row of `containers`.
///
/// @param containerId the engine's id, or null while there is none
record ContainerRow(
        Handle handle,
        String userId,
        @Nullable String containerId,
        int port,
        int shellPort,
        State state,
        Instant createdAt,
        Instant lastActive) {
    ContainerRow with(State next) {
        return new ContainerRow(handle, userId, containerId, port, shellPort, next, createdAt, lastActive);
    }

    ContainerRow withContainer(@Nullable String id) {
        return new ContainerRow(handle, userId, id, port, shellPort, state, createdAt, lastActive);
    }

    ContainerRow withPorts(int gateway, int shell) {
        return new ContainerRow(handle, userId, null, gateway, shell, state, createdAt, lastActive);
    }

    /// As the API shows it.
    ///
    /// @param active when it was last active, which the row learns of with some delay
    ContainerRecord record(Instant active) {
        return new ContainerRecord(
                handle.text(),
                userId,
                containerId,
                port,
                shellPort,
                State.status(state),
                Timestamp.of(createdAt),
                Timestamp.of(active));
    }
}
