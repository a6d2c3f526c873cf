package com.matrixos.platform.containers;

import java.util.List;

/// What follows from an event.
///
/// @param next the state to be written down first
/// @param effects what to do then, in order
record Decision(State next, List<Effect> effects) {
    Decision {
        effects = List.copyOf(effects);
    }

    static Decision to(State next, Effect... effects) {
        return new Decision(next, List.of(effects));
    }
}
