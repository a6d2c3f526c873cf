package com.matrixos.platform.site;

import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.api.site.LogLines;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Principal;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.containers.ContainerEngine;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.containers.EngineException;
import com.matrixos.platform.problems.Problems;
import java.util.List;
import java.util.regex.Pattern;

/// What a computer writes, for the operator and admins. It may be private, so that somebody read it is
/// written down.
final class LogRoutes {
    private static final int LINES = 200;
    private static final int MOST_LINES = 1_000;

    /// As computers' tokens begin: a program that prints its environment must not tell it to others.
    private static final Pattern TOKEN = Pattern.compile("mx_[A-Za-z0-9_-]{8,}");

    private final Guard guard;
    private final Audit audit;
    private final Containers containers;
    private final ContainerEngine engine;
    private final Streams streams;

    LogRoutes(Guard guard, Audit audit, Containers containers, ContainerEngine engine, Streams streams) {
        this.guard = guard;
        this.audit = audit;
        this.containers = containers;
        this.engine = engine;
        this.streams = streams;
    }

    void addTo(Routes routes) {
        routes.get("/api/containers/{handle}/logs", guard.steering(this::last))
                .get("/api/containers/{handle}/logs/stream", guard.steering(this::follow));
    }

    private Answer last(Call call, Principal who) {
        ContainerRecord computer = FleetRoutes.known(containers, call);
        int lines = Numbers.query(call, "tail", LINES, MOST_LINES);
        note(call, who, computer);
        return Answer.json(200, new LogLines(lines(computer, lines)));
    }

    private List<String> lines(ContainerRecord computer, int lines) {
        String id = computer.containerId();
        try {
            return id == null
                    ? List.of()
                    : engine.logs(id, lines).stream().map(LogRoutes::shown).toList();
        } catch (EngineException _) {
            throw Problems.engineUnavailable("the engine does not answer").exception();
        }
    }

    private Answer follow(Call call, Principal who) {
        ContainerRecord computer = FleetRoutes.known(containers, call);
        int lines = Numbers.query(call, "tail", LINES, MOST_LINES);
        note(call, who, computer);
        String id = computer.containerId() == null ? "" : computer.containerId();
        return streams.open(
                call,
                FleetFeeds.watcher(call, who),
                () -> guard.who(call).steersAll(),
                pulse -> new LogFeed(engine, id, lines, pulse));
    }

    private void note(Call call, Principal who, ContainerRecord computer) {
        audit.record(Entry.done(who.actor(Guard.address(call)), "computer.log-read", "computer:" + computer.handle()));
    }

    /// A line without secrets.
    static String shown(String line) {
        return TOKEN.matcher(line).replaceAll("(token)");
    }
}
