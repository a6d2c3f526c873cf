package com.matrixos.platform.containers;

/// Where a handle's requests can go right now. A snapshot: the next moment may differ.
public sealed interface Route {
    /// No container has this handle, or it is just going away.
    record Unknown() implements Route {}

    /// Running and answering on these loopback ports.
    record Awake(int gatewayPort, int shellPort) implements Route {}

    /// Not running; [Containers#awaitAwake] wakes it.
    record Asleep() implements Route {}

    /// Being made or started.
    record Waking() implements Route {}

    /// Could not be started a moment ago. Becomes [Asleep] again soon, so that a later request tries once
    /// more.
    ///
    /// @param reason for the reader, without secrets
    record Failed(String reason) implements Route {}

    /// The only one of its kind.
    Route UNKNOWN = new Unknown();

    /// The only one of its kind.
    Route ASLEEP = new Asleep();

    /// The only one of its kind.
    Route WAKING = new Waking();
}
