package com.matrixos.platform.containers;

/// Told of what becomes of a container, on the thread that does it and under its lock: must not block.
@FunctionalInterface
interface Witness {
    /// The row is gone.
    void released(Handle handle);

    /// Its state is another, or the step of what is under way.
    default void changed(Handle handle) {}
}
