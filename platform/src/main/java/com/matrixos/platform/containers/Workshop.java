package com.matrixos.platform.containers;

import com.matrixos.base.time.Scheduler;

/// What every [ContainerActor] works with.
///
/// @param tellProxy has the proxy told what it is owed, soon and elsewhere
/// @param bindings keeps the proxy's idea of where containers are
/// @param steps told of every step just before and after it is done, so that a test can end the world there
record Workshop(
        ContainerStore store,
        ContainerEngine engine,
        Homes homes,
        Scheduler scheduler,
        ContainerSettings settings,
        Runnable tellProxy,
        Bindings bindings,
        Steps steps) {
    /// Hears of steps. What it throws goes through everything, as a crash would.
    @FunctionalInterface
    interface Steps {
        /// Nobody listens.
        Steps NONE = _ -> {};

        void at(String step);
    }
}
