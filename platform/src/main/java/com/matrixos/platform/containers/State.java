package com.matrixos.platform.containers;

import java.util.Locale;

/// What a container's row says it is, and thereby what a platform that finds the row after a crash must do.
sealed interface State {
    /// A row and ports exist, nothing else need; nobody has been told that the container exists.
    record Provisioning() implements State {}

    /// It shall run and may not answer yet.
    record Starting() implements State {}

    /// It ran and answered when last looked at.
    record Running() implements State {}

    /// It shall stop and may still run.
    record Stopping() implements State {}

    /// It does not run; the engine may even have lost it. A start makes good for both.
    record Stopped() implements State {}

    /// It shall be gone, and its row with it.
    record Destroying() implements State {}

    /// It was to run and did not come up.
    ///
    /// @param reason for the reader, without secrets
    record Failed(String reason) implements State {}

    /// The only one of its kind.
    State PROVISIONING = new Provisioning();

    /// The only one of its kind.
    State STARTING = new Starting();

    /// The only one of its kind.
    State RUNNING = new Running();

    /// The only one of its kind.
    State STOPPING = new Stopping();

    /// The only one of its kind.
    State STOPPED = new Stopped();

    /// The only one of its kind.
    State DESTROYING = new Destroying();

    /// How the column `status` and the API call it.
    static String status(State state) {
        return state.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /// Whether something is under way, so that whoever finds it must carry on.
    static boolean transitional(State state) {
        return switch (state) {
            case Provisioning(), Starting(), Stopping(), Destroying() -> true;
            case Running(), Stopped(), Failed(var _) -> false;
        };
    }

    /// The state that a row tells of.
    static State of(String status, String failure) {
        return switch (status) {
            case "provisioning" -> PROVISIONING;
            case "starting" -> STARTING;
            case "running" -> RUNNING;
            case "stopping" -> STOPPING;
            case "stopped" -> STOPPED;
            case "destroying" -> DESTROYING;
            case "failed" -> new Failed(failure);
            default -> throw new IllegalArgumentException("not a status: " + status);
        };
    }
}
