package com.matrixos.platform.containers;

import com.matrixos.base.http.Problem;

/// What can happen to a container.
sealed interface Event {
    /// Somebody wants something.
    enum Order implements Event {
        /// It shall run.
        START,
        /// It shall not run.
        STOP,
        /// It shall not be.
        DESTROY,
        /// The row was found (made just now, or left by an earlier run): carry on with what it says.
        RESUME,
        /// Row and engine may disagree: look.
        CHECK,
        /// It shall be made again from the present image, and run if it ran.
        RENEW
    }

    /// What came of an effect.
    enum Outcome implements Event {
        /// The engine has it.
        MADE,
        /// It runs and answers.
        READY,
        /// The engine has no such container.
        LOST,
        /// The start was given up because somebody wants it stopped or gone.
        INTERRUPTED,
        /// It does not run any more.
        HALTED,
        /// The engine has it no more.
        REMOVED,
        /// It runs and does not answer.
        SILENT
    }

    /// What the engine says it is doing.
    enum Sight implements Event {
        /// There is none, or one that is not this row's.
        ABSENT,
        /// See [Sighting.Condition].
        STOPPED,
        /// See [Sighting.Condition].
        RUNNING,
        /// See [Sighting.Condition].
        PAUSED,
        /// See [Sighting.Condition].
        RESTARTING;

        static Sight of(Sighting.Condition condition) {
            return switch (condition) {
                case STOPPED -> STOPPED;
                case RUNNING -> RUNNING;
                case PAUSED -> PAUSED;
                case RESTARTING -> RESTARTING;
            };
        }
    }

    /// An effect failed.
    record Broke(Problem problem) implements Event {}

    /// One of its ports is held by something else.
    record PortTaken(int port) implements Event {}
}
