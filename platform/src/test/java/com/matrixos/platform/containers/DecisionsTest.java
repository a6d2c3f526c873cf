package com.matrixos.platform.containers;

import static com.matrixos.platform.containers.Decision.to;
import static com.matrixos.platform.containers.State.DESTROYING;
import static com.matrixos.platform.containers.State.PROVISIONING;
import static com.matrixos.platform.containers.State.RUNNING;
import static com.matrixos.platform.containers.State.STARTING;
import static com.matrixos.platform.containers.State.STOPPED;
import static com.matrixos.platform.containers.State.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.base.http.Problem;
import com.matrixos.platform.containers.Effect.Act;
import com.matrixos.platform.containers.Event.Broke;
import com.matrixos.platform.containers.Event.Order;
import com.matrixos.platform.containers.Event.Outcome;
import com.matrixos.platform.containers.Event.PortTaken;
import com.matrixos.platform.containers.Event.Sight;
import com.matrixos.platform.problems.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The whole table, every pair of state and event: what is not listed must be "nothing".
final class DecisionsTest {
    private static final Problem PROBLEM = Problems.startFailed("it ended");
    private static final State FAILED = new State.Failed("earlier");
    private static final Event BROKE = new Broke(PROBLEM);
    private static final Event PORT = new PortTaken(4001);

    private static final List<State> STATES =
            List.of(PROVISIONING, STARTING, RUNNING, STOPPING, STOPPED, FAILED, DESTROYING);

    private static final List<Event> EVENTS = Stream.<Event>concat(
                    Stream.<Event>concat(Stream.of(Order.values()), Stream.of(Outcome.values())),
                    Stream.concat(Stream.of(Sight.values()), Stream.of(BROKE, PORT)))
            .toList();

    private record Case(State state, Event event) {}

    private final Map<Case, Decision> table = new HashMap<>();

    @Test
    void decidesAsTheTableSays() {
        provisioning();
        starting();
        running();
        resting();
        ending();
        renewing();
        var wrong = new ArrayList<String>();
        for (State state : STATES) {
            for (Event event : EVENTS) {
                Decision expected = table.getOrDefault(new Case(state, event), to(state));
                Decision actual = Decisions.decide(state, event);
                if (!actual.equals(expected)) {
                    wrong.add(state + " + " + event + ": " + actual + ", expected " + expected);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(table).hasSize(58);
    }

    @Test
    void everyTransitionalStateIsCarriedOnWhenFound() {
        for (State state : STATES) {
            assertThat(Decisions.decide(state, Order.RESUME).effects().isEmpty())
                    .as("%s found after a crash", state)
                    .isEqualTo(!State.transitional(state) && state != RUNNING);
        }
    }

    @Test
    void everyStateCanBeDestroyed() {
        for (State state : STATES) {
            assertThat(Decisions.decide(state, Order.DESTROY)).isEqualTo(to(DESTROYING, Act.REMOVE));
        }
    }

    private void provisioning() {
        when(PROVISIONING, Order.START, to(PROVISIONING, Act.MAKE));
        when(PROVISIONING, Order.RESUME, to(PROVISIONING, Act.MAKE));
        when(PROVISIONING, Order.DESTROY, to(DESTROYING, Act.REMOVE));
        when(PROVISIONING, Outcome.MADE, to(PROVISIONING, Act.LAUNCH));
        when(PROVISIONING, Outcome.LOST, to(PROVISIONING, Act.MAKE));
        when(PROVISIONING, Outcome.READY, to(RUNNING, Act.LIMIT_SOON));
        when(PROVISIONING, Outcome.INTERRUPTED, to(DESTROYING, Act.REMOVE));
        when(PROVISIONING, BROKE, to(DESTROYING, Act.REMOVE));
        when(PROVISIONING, PORT, to(PROVISIONING, new Effect.Move(4001)));
    }

    private void starting() {
        when(STARTING, Order.START, to(STARTING, Act.LAUNCH));
        when(STARTING, Order.RESUME, to(STARTING, Act.LAUNCH));
        when(STARTING, Order.STOP, to(STOPPING, Act.HALT));
        when(STARTING, Order.DESTROY, to(DESTROYING, Act.REMOVE));
        when(STARTING, Outcome.MADE, to(STARTING, Act.LAUNCH));
        when(STARTING, Outcome.LOST, to(STARTING, Act.MAKE));
        when(STARTING, Outcome.READY, to(RUNNING, Act.LIMIT_SOON));
        when(STARTING, BROKE, to(new State.Failed("it ended"), Act.QUELL));
        when(STARTING, PORT, to(STARTING, new Effect.Move(4001)));
    }

    private void running() {
        when(RUNNING, Order.STOP, to(STOPPING, Act.HALT));
        when(RUNNING, Order.DESTROY, to(DESTROYING, Act.REMOVE));
        when(RUNNING, Order.RESUME, to(RUNNING, Act.LIMIT));
        when(RUNNING, Order.CHECK, to(RUNNING, Act.LOOK));
        when(RUNNING, Outcome.SILENT, to(STARTING));
        when(RUNNING, Sight.PAUSED, to(STARTING, Act.LAUNCH));
        when(RUNNING, Sight.RESTARTING, to(STARTING, Act.LAUNCH));
        when(RUNNING, Sight.STOPPED, to(STOPPED, Act.LIFT));
        when(RUNNING, Sight.ABSENT, to(STOPPED, Act.LIFT));
    }

    private void resting() {
        for (State state : List.of(STOPPED, FAILED)) {
            when(state, Order.START, to(STARTING, Act.LAUNCH));
            when(state, Order.STOP, to(STOPPING, Act.HALT));
            when(state, Order.DESTROY, to(DESTROYING, Act.REMOVE));
            when(state, Order.CHECK, to(state, Act.LOOK));
            when(state, Sight.RUNNING, to(STARTING, Act.LAUNCH));
            when(state, Sight.PAUSED, to(STOPPING, Act.HALT));
        }
        when(STOPPED, Sight.RESTARTING, to(STARTING, Act.LAUNCH));
        when(FAILED, Sight.RESTARTING, to(FAILED, Act.QUELL));
    }

    private void ending() {
        when(STOPPING, Order.START, to(STARTING, Act.LAUNCH));
        when(STOPPING, Order.STOP, to(STOPPING, Act.HALT));
        when(STOPPING, Order.RESUME, to(STOPPING, Act.HALT));
        when(STOPPING, Order.CHECK, to(STOPPING, Act.HALT));
        when(STOPPING, Order.DESTROY, to(DESTROYING, Act.REMOVE));
        when(STOPPING, Outcome.HALTED, to(STOPPED, Act.LIFT));
        when(DESTROYING, Order.DESTROY, to(DESTROYING, Act.REMOVE));
        when(DESTROYING, Order.RESUME, to(DESTROYING, Act.REMOVE));
        when(DESTROYING, Order.CHECK, to(DESTROYING, Act.REMOVE));
        when(DESTROYING, Outcome.REMOVED, to(DESTROYING, Act.RELEASE));
    }

    private void renewing() {
        when(PROVISIONING, Order.RENEW, to(PROVISIONING, Act.MAKE));
        for (State state : List.of(STARTING, RUNNING, FAILED)) {
            when(state, Order.RENEW, to(STARTING, Act.FORGET, Act.LAUNCH));
        }
        when(STOPPING, Order.RENEW, to(STOPPING, Act.HALT));
        when(STOPPED, Order.RENEW, to(STOPPED, Act.FORGET, Act.REMOVE));
        when(DESTROYING, Order.RENEW, to(DESTROYING, Act.REMOVE));
    }

    private void when(State state, Event event, Decision decision) {
        assertThat(table.put(new Case(state, event), decision)).isNull();
    }
}
