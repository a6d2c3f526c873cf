package com.matrixos.home.terminal;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Problem;
import com.matrixos.base.http.Routes;
import com.matrixos.base.http.Sockets;
import com.matrixos.base.time.Scheduler;
import java.nio.file.Path;
import java.util.Map;

/// `/ws/terminal`, `GET /api/terminals` and `DELETE /api/terminals/{id}`.
public final class TerminalRoutes implements AutoCloseable {
    private final Terminals terminals;

    /// @param home where shells begin
    /// @param environment all that shells get to see
    public TerminalRoutes(Path home, Map<String, String> environment, Scheduler scheduler) {
        this(new Terminals(new ShellLauncher(home, environment), scheduler));
    }

    TerminalRoutes(Terminals terminals) {
        this.terminals = terminals;
    }

    /// Adds all three.
    public void addTo(Routes routes) {
        routes.socket("/ws/terminal", this::accept);
        routes.get("/api/terminals", _ -> list());
        routes.delete("/api/terminals/{id}", this::hangUp);
    }

    /// Hangs every terminal up.
    @Override
    public void close() {
        terminals.close();
    }

    private Sockets.Receiver accept(Call call) {
        SameOrigin.require(call);
        return new TerminalSocket(terminals, AttachRequest.of(call));
    }

    private Answer list() {
        return Answer.json(200, terminals.live().stream().map(Terminal::info).toList())
                .with("cache-control", "private, no-store");
    }

    private Answer hangUp(Call call) {
        String id = call.parameter("id");
        Terminal terminal = terminals
                .find(id)
                .filter(Terminal::isLive)
                .orElseThrow(() -> Problem.of(
                                "terminal-not-found", 404, "There is no such terminal", "no such terminal: " + id)
                        .exception());
        terminal.hangUp();
        return Answer.empty(204);
    }
}
