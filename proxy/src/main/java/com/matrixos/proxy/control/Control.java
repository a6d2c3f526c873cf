package com.matrixos.proxy.control;

import com.matrixos.api.Health;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Routes;
import com.matrixos.proxy.identity.ContainerTokens;
import com.matrixos.proxy.identity.Operators;
import com.matrixos.proxy.identity.ScriptTokens;
import java.nio.file.Path;

/// Answers what is not a call to the model. Listens on a Unix socket, as one more upstream of the relay, so
/// that limits on heads and slow clients are kept in one place for everything.
public final class Control {
    private Control() {}

    /// Starts the server.
    ///
    /// @param socket in a folder that only this process's user may enter: who can connect here passes for
    /// the front
    public static HttpServer start(Path socket, ContainerTokens containers, ScriptTokens scripts, Operators operators) {
        var routes = new Routes().get("/health", _ -> Answer.json(200, Health.OK));
        return HttpServer.builder(new TokenRoutes(containers, scripts).addTo(routes))
                .filter(operators)
                .listen(socket)
                .start();
    }
}
