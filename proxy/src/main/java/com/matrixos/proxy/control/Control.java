package com.matrixos.proxy.control;

import com.matrixos.api.Health;
import com.matrixos.api.Ok;
import com.matrixos.api.TokenGrant;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Routes;
import com.matrixos.proxy.identity.ContainerTokens;
import com.matrixos.proxy.identity.Operators;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Answers what is not a call to the model. Listens on a Unix socket, as one more upstream of the relay, so
/// that limits on heads and slow clients are kept in one place for everything.
public final class Control {
    /// The same rule as the platform's: one DNS label of 3 to 32 characters.
    private static final Pattern HANDLE = Pattern.compile("[a-z][a-z0-9-]{1,30}[a-z0-9]");

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final ContainerTokens tokens;

    private Control(ContainerTokens tokens) {
        this.tokens = tokens;
    }

    /// Starts the server.
    ///
    /// @param socket in a folder that only this process's user may enter: who can connect here passes for
    /// the front
    public static HttpServer start(Path socket, ContainerTokens tokens, Operators operators) {
        return HttpServer.builder(new Control(tokens).routes())
                .filter(operators)
                .listen(socket)
                .start();
    }

    private Routes routes() {
        return new Routes()
                .get("/health", _ -> Answer.json(200, Health.OK))
                .get("/tokens", _ -> Answer.json(200, tokens.list()))
                .put("/tokens/containers/{handle}", this::grant)
                .delete("/tokens/containers/{handle}", this::revoke);
    }

    private Answer grant(Call call) throws IOException {
        String handle = handle(call);
        String sha256 = call.json(TokenGrant.class).sha256();
        // Jackson hands out null for a missing component, whatever the record's null marks say.
        if (sha256 == null || !SHA256.matcher(sha256).matches()) {
            throw Call.badRequest("sha256", "sha256 must be 64 lower-case hexadecimal digits");
        }
        tokens.grant(handle, sha256);
        return Answer.json(200, Ok.OK);
    }

    private Answer revoke(Call call) {
        tokens.revoke(handle(call));
        return Answer.json(200, Ok.OK);
    }

    private static String handle(Call call) {
        String handle = call.parameter("handle");
        if (!HANDLE.matcher(handle).matches()) {
            throw Call.badRequest(
                    "handle", "handle must be 3 to 32 letters, digits and hyphens, starting with a letter");
        }
        return handle;
    }
}
