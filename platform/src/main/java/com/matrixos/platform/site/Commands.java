package com.matrixos.platform.site;

import com.matrixos.base.http.ProblemException;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.containers.Handle;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does with computers what somebody has asked for, and writes down how it ended. Safe for use from any
/// thread.
final class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    /// What can be done with a computer.
    enum Command {
        START("started"),
        STOP("stopped"),
        RESTART("restarted"),
        UPDATE("updated");

        private final String done;

        Command(String done) {
            this.done = done;
        }
    }

    private record Order(Handle handle, Command command) {}

    private final Set<Order> underWay = ConcurrentHashMap.newKeySet();
    private final Containers containers;
    private final Audit audit;

    Commands(Containers containers, Audit audit) {
        this.containers = containers;
        this.audit = audit;
    }

    /// Begins it and returns at once; what is under way is not begun a second time.
    void begin(Handle handle, Command command, Actor actor) {
        var order = new Order(handle, command);
        if (underWay.add(order)) {
            Thread.ofVirtual().name(command.done + " " + handle).start(() -> finish(order, actor));
        }
    }

    /// Does it, and returns when it is done.
    ///
    /// @throws ProblemException when it did not work
    void run(Handle handle, Command command, Actor actor) {
        try {
            perform(handle, command);
        } catch (ProblemException e) {
            audit.record(
                    entry(handle, command, actor, Map.of("problem", e.problem().type()), Entry.Outcome.FAILED));
            throw e;
        }
        audit.record(entry(handle, command, actor, Map.of(), Entry.Outcome.OK));
    }

    private void perform(Handle handle, Command command) {
        switch (command) {
            case START -> containers.start(handle);
            case STOP -> containers.stop(handle);
            case RESTART -> {
                containers.stop(handle);
                containers.start(handle);
            }
            case UPDATE -> containers.update(handle);
        }
    }

    private void finish(Order order, Actor actor) {
        try {
            run(order.handle(), order.command(), actor);
        } catch (ProblemException e) {
            LOG.info("command failed handle={} command={} problem={}", order.handle(), order.command(), e.problem());
        } catch (RuntimeException e) {
            LOG.error("command failed unexpectedly handle={} command={}", order.handle(), order.command(), e);
        } finally {
            underWay.remove(order);
        }
    }

    private static Entry entry(
            Handle handle, Command command, Actor actor, Map<String, ?> after, Entry.Outcome outcome) {
        return new Entry(actor, "computer." + command.done, "computer:" + handle, Map.of(), after, outcome);
    }
}
