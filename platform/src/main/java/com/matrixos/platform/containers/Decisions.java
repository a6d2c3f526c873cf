package com.matrixos.platform.containers;

import static com.matrixos.platform.containers.Decision.to;
import static com.matrixos.platform.containers.Effect.Act.FORGET;
import static com.matrixos.platform.containers.Effect.Act.HALT;
import static com.matrixos.platform.containers.Effect.Act.LAUNCH;
import static com.matrixos.platform.containers.Effect.Act.LIFT;
import static com.matrixos.platform.containers.Effect.Act.LIMIT;
import static com.matrixos.platform.containers.Effect.Act.LIMIT_SOON;
import static com.matrixos.platform.containers.Effect.Act.LOOK;
import static com.matrixos.platform.containers.Effect.Act.MAKE;
import static com.matrixos.platform.containers.Effect.Act.QUELL;
import static com.matrixos.platform.containers.Effect.Act.RELEASE;
import static com.matrixos.platform.containers.Effect.Act.REMOVE;
import static com.matrixos.platform.containers.State.DESTROYING;
import static com.matrixos.platform.containers.State.RUNNING;
import static com.matrixos.platform.containers.State.STARTING;
import static com.matrixos.platform.containers.State.STOPPED;
import static com.matrixos.platform.containers.State.STOPPING;

import com.matrixos.platform.containers.Event.Broke;
import com.matrixos.platform.containers.Event.Order;
import com.matrixos.platform.containers.Event.Outcome;
import com.matrixos.platform.containers.Event.PortTaken;
import com.matrixos.platform.containers.Event.Sight;
import com.matrixos.platform.containers.State.Destroying;
import com.matrixos.platform.containers.State.Failed;
import com.matrixos.platform.containers.State.Provisioning;
import com.matrixos.platform.containers.State.Running;
import com.matrixos.platform.containers.State.Starting;
import com.matrixos.platform.containers.State.Stopped;
import com.matrixos.platform.containers.State.Stopping;

/// Decides what follows from an event; does nothing itself. What is not in the table, or a dot, is
/// "nothing"; a state alone has no effects.
///
/// ```
///              START       STOP       DESTROY      RESUME  CHECK
/// provisioning MAKE        .          Destr REMOVE MAKE    .
/// starting     LAUNCH      Stopg HALT Destr REMOVE LAUNCH  .
/// running      .           Stopg HALT Destr REMOVE LIMIT   LOOK
/// stopping     Strt LAUNCH HALT       Destr REMOVE HALT    HALT
/// stopped      Strt LAUNCH Stopg HALT Destr REMOVE .       LOOK
/// failed       Strt LAUNCH Stopg HALT Destr REMOVE .       LOOK
/// destroying   .           .          REMOVE       REMOVE  REMOVE
///
/// RENEW: provisioning MAKE, starting, running, failed: starting FORGET LAUNCH, stopping HALT, stopped FORGET REMOVE,
/// destroying REMOVE
///
/// seen         RUNNING     RESTARTING  PAUSED      STOPPED, ABSENT
/// running      .           Strt LAUNCH Strt LAUNCH Stopped LIFT
/// stopped      Strt LAUNCH Strt LAUNCH Stopg HALT  .
/// failed       Strt LAUNCH QUELL       Stopg HALT  .
///
///              MADE    READY              LOST  PortTaken  Broke         INTERRUPTED
/// provisioning LAUNCH  Running LIMIT_SOON MAKE  Move       Destr REMOVE  Destr REMOVE
/// starting     LAUNCH  Running LIMIT_SOON MAKE  Move       Failed QUELL  .
///
/// running + SILENT: starting    stopping + HALTED: stopped LIFT    destroying + REMOVED: RELEASE
/// ```
///
/// The engine wins over the row on what *is*, the row over the engine on what *shall be*: a row that says
/// "running" thaws a paused container, one that says "stopped" adopts a container that somebody started by
/// hand, for somebody wanted it to run. A provisioning that fails is undone, because nobody has been told
/// of the container; a start that fails is kept, because the container is somebody's.
final class Decisions {
    private Decisions() {}

    static Decision decide(State state, Event event) {
        return switch (event) {
            case Order order -> ordered(state, order);
            case Outcome outcome -> came(state, outcome);
            case Sight sight -> seen(state, sight);
            case Broke broke -> broke(state, broke);
            case PortTaken(int port) ->
                switch (state) {
                    case Provisioning(), Starting() -> to(state, new Effect.Move(port));
                    case Running(), Stopping(), Stopped(), Failed(var _), Destroying() -> to(state);
                };
        };
    }

    private static Decision ordered(State state, Order order) {
        return switch (order) {
            case START -> start(state);
            case STOP -> stop(state);
            case DESTROY -> to(DESTROYING, REMOVE);
            case RESUME -> resume(state);
            case CHECK -> check(state);
            case RENEW -> renew(state);
        };
    }

    private static Decision start(State state) {
        return switch (state) {
            case Provisioning() -> to(state, MAKE);
            case Starting(), Stopping(), Stopped(), Failed(var _) -> to(STARTING, LAUNCH);
            case Running(), Destroying() -> to(state);
        };
    }

    private static Decision stop(State state) {
        return switch (state) {
            // Even what is stopped: the engine may know better, and stopping twice costs one call.
            case Starting(), Running(), Stopping(), Stopped(), Failed(var _) -> to(STOPPING, HALT);
            case Provisioning(), Destroying() -> to(state);
        };
    }

    private static Decision resume(State state) {
        return switch (state) {
            case Provisioning() -> to(state, MAKE);
            case Starting() -> to(state, LAUNCH);
            case Running() -> to(state, LIMIT);
            case Stopping() -> to(state, HALT);
            case Destroying() -> to(state, REMOVE);
            case Stopped(), Failed(var _) -> to(state);
        };
    }

    private static Decision check(State state) {
        return switch (state) {
            case Running(), Stopped(), Failed(var _) -> to(state, LOOK);
            case Stopping() -> to(state, HALT);
            case Destroying() -> to(state, REMOVE);
            case Provisioning(), Starting() -> to(state);
        };
    }

    /// What is forgotten goes only when the new one has to take its name, so that a platform that ends in
    /// between finds either the old one or none.
    private static Decision renew(State state) {
        return switch (state) {
            case Provisioning() -> to(state, MAKE);
            case Starting(), Running(), Failed(var _) -> to(STARTING, FORGET, LAUNCH);
            case Stopping() -> to(state, HALT);
            case Stopped() -> to(state, FORGET, REMOVE);
            case Destroying() -> to(state, REMOVE);
        };
    }

    private static Decision came(State state, Outcome outcome) {
        return switch (state) {
            case Provisioning(), Starting() -> launched(state, outcome);
            case Running() -> outcome == Outcome.SILENT ? to(STARTING) : to(state);
            case Stopping() -> outcome == Outcome.HALTED ? to(STOPPED, LIFT) : to(state);
            case Destroying() -> outcome == Outcome.REMOVED ? to(state, RELEASE) : to(state);
            case Stopped(), Failed(var _) -> to(state);
        };
    }

    private static Decision launched(State state, Outcome outcome) {
        return switch (outcome) {
            case MADE -> to(state, LAUNCH);
            case READY -> to(RUNNING, LIMIT_SOON);
            case LOST -> to(state, MAKE);
            case INTERRUPTED -> state instanceof Provisioning ? to(DESTROYING, REMOVE) : to(state);
            case HALTED, REMOVED, SILENT -> to(state);
        };
    }

    private static Decision seen(State state, Sight sight) {
        return switch (state) {
            case Running() ->
                switch (sight) {
                    case RUNNING -> to(state);
                    case PAUSED, RESTARTING -> to(STARTING, LAUNCH);
                    case STOPPED, ABSENT -> to(STOPPED, LIFT);
                };
            case Stopped() ->
                switch (sight) {
                    case RUNNING, RESTARTING -> to(STARTING, LAUNCH);
                    case PAUSED -> to(STOPPING, HALT);
                    case STOPPED, ABSENT -> to(state);
                };
            case Failed(var _) ->
                switch (sight) {
                    case RUNNING -> to(STARTING, LAUNCH);
                    case RESTARTING -> to(state, QUELL);
                    case PAUSED -> to(STOPPING, HALT);
                    case STOPPED, ABSENT -> to(state);
                };
            case Provisioning(), Starting(), Stopping(), Destroying() -> to(state);
        };
    }

    private static Decision broke(State state, Broke broke) {
        return switch (state) {
            case Provisioning() -> to(DESTROYING, REMOVE);
            case Starting() -> to(new Failed(broke.problem().detail()), QUELL);
            // The engine does not answer. What shall be is written down, and is done when it answers again.
            case Running(), Stopping(), Stopped(), Failed(var _), Destroying() -> to(state);
        };
    }
}
