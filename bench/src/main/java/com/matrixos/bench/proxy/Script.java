package com.matrixos.bench.proxy;

import java.time.Duration;

/// How the mock answers calls of the model.
sealed interface Script {
    /// A whole message, as soon as the body is there.
    record Message() implements Script {}

    /// The beginning of a stream as soon as the body is there, and all the rest later.
    ///
    /// @param later how much later
    record ShortStream(Duration later) implements Script {}

    /// A stream that stays open and gets its events from the [Pacer].
    record HeldStream() implements Script {}

    /// A whole message, after the body has been taken in slowly: a gateway that takes it faster must keep it
    /// somewhere.
    ///
    /// @param pause between two reads of up to 64 KiB
    record SlowReader(Duration pause) implements Script {}
}
