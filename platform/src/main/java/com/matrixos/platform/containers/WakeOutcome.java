package com.matrixos.platform.containers;

import com.matrixos.base.http.Problem;

/// What came of waiting for a container to wake.
public sealed interface WakeOutcome {
    /// It answers on these loopback ports.
    record Ready(int gatewayPort, int shellPort) implements WakeOutcome {}

    /// Patience ran out; the start goes on.
    ///
    /// @param step what it is doing, as [Containers#wakeStep] says it
    record StillWaking(String step) implements WakeOutcome {}

    /// It will not wake from this attempt.
    record CannotWake(Problem problem) implements WakeOutcome {}
}
