package com.matrixos.platform.containers;

/// Something to be done about a container. Each one can be done again after having been done half.
sealed interface Effect {
    /// An effect that needs to know nothing more.
    enum Act implements Effect {
        /// Make the container, replacing one of ours of that name. Leads to `MADE` or [Event.Broke].
        MAKE,
        /// Start it and wait until it answers. Leads to `READY`, `LOST`, `INTERRUPTED`, [Event.PortTaken]
        /// or [Event.Broke].
        LAUNCH,
        /// Stop it gracefully. Leads to `HALTED` or [Event.Broke].
        HALT,
        /// Stop what failed, so that the engine does not start it over and over. Leads nowhere.
        QUELL,
        /// Stop and remove it. Leads to `REMOVED` or [Event.Broke].
        REMOVE,
        /// Forget which container is the row's, so that the next launch makes another in its place. Leads nowhere.
        FORGET,
        /// Let go of row and ports. The last of all effects.
        RELEASE,
        /// Ask the engine. Leads to a [Event.Sight] or [Event.Broke].
        LOOK,
        /// Lift its CPU limit, so that the next start is quick. Leads nowhere.
        LIFT,
        /// Limit its CPU. Leads nowhere.
        LIMIT,
        /// Limit its CPU when the boost is over. Leads nowhere.
        LIMIT_SOON
    }

    /// Give it other ports. Leads to `LOST`, for a container keeps the ports it was made with.
    record Move(int port) implements Effect {}
}
