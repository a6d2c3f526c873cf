package com.matrixos.relay;

/// Something with a deadline, looked at by its worker now and then. Cheaper than a timer for each request:
/// moving a deadline is one store.
interface Watched {
    /// When to act, in [System#nanoTime]'s terms; [#NEVER] for no deadline.
    long deadline();

    /// The deadline has passed. Called on the event loop.
    void expired();

    /// Closes at once, without a word: to act on the deadline has failed, for want of memory perhaps.
    void abandon();

    /// The relay is closing: end now if nothing is under way, else as soon as that is over.
    void drain();

    /// The relay waits no longer: cut what is under way.
    default void stop() {}

    /// Says that there is no deadline.
    long NEVER = Long.MAX_VALUE;
}
