package com.matrixos.proxy.control;

import com.matrixos.api.Ok;
import com.matrixos.api.ScriptTokenRequest;
import com.matrixos.api.TokenAddress;
import com.matrixos.api.TokenGrant;
import com.matrixos.api.TokenInfo;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Problem;
import com.matrixos.base.http.ProblemException;
import com.matrixos.base.http.Routes;
import com.matrixos.proxy.identity.ContainerTokens;
import com.matrixos.proxy.identity.Grant;
import com.matrixos.proxy.identity.ScriptTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The operator's commands about tokens, and the platform's:
///
/// ```
/// GET    /tokens                               all of both kinds
/// POST   /tokens                               makes one for a script; 201, and shown this once
/// DELETE /tokens/{id}                          kills one, container:HANDLE for a container's; 404 when unknown
/// PUT    /tokens/containers/{handle}           gives a container another, or the same at another address
/// PUT    /tokens/containers/{handle}/address   says where a container is; 404 when it has no token
/// DELETE /tokens/containers/{handle}           kills all of a container's, if it has any
/// ```
///
/// A container's token that is killed here is granted again by the platform when that starts anew, as long as
/// there is the container.
final class TokenRoutes {
    /// The same rule as the platform's: one DNS label of 3 to 32 characters.
    private static final Pattern HANDLE = Pattern.compile("[a-z][a-z0-9-]{1,30}[a-z0-9]");

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int MAX_NOTE_LENGTH = 200;
    private static final int MAX_KEEP_SECONDS = 3_600;

    private final ContainerTokens containers;
    private final ScriptTokens scripts;

    TokenRoutes(ContainerTokens containers, ScriptTokens scripts) {
        this.containers = containers;
        this.scripts = scripts;
    }

    Routes addTo(Routes routes) {
        return routes.get("/tokens", _ -> Answer.json(200, list()))
                .post("/tokens", Books.written(this::issue))
                .delete("/tokens/{id}", Books.written(this::kill))
                .put("/tokens/containers/{handle}", Books.written(this::grant))
                .put("/tokens/containers/{handle}/address", Books.written(this::bind))
                .delete("/tokens/containers/{handle}", Books.written(this::revoke));
    }

    private List<TokenInfo> list() {
        var all = new ArrayList<>(containers.list());
        all.addAll(scripts.list());
        return all;
    }

    private Answer issue(Call call) throws IOException {
        var request = call.json(ScriptTokenRequest.class);
        return Answer.json(201, scripts.issue(Inputs.user(request.userId()), note(request.note())));
    }

    private Answer kill(Call call) {
        String id = call.parameter("id");
        boolean killed = ContainerTokens.handleOf(id).map(containers::revoke).orElseGet(() -> scripts.revoke(id));
        if (!killed) {
            throw unknown();
        }
        return Answer.json(200, Ok.OK);
    }

    private Answer grant(Call call) throws IOException {
        var grant = call.json(TokenGrant.class);
        containers.grant(
                handle(call),
                new Grant(sha256(grant.sha256()), address(grant.address()), keep(grant.keepPreviousSeconds())));
        return Answer.json(200, Ok.OK);
    }

    private Answer bind(Call call) throws IOException {
        var where = call.json(TokenAddress.class);
        if (!containers.bind(handle(call), address(where.address()))) {
            throw unknown();
        }
        return Answer.json(200, Ok.OK);
    }

    private Answer revoke(Call call) {
        containers.revoke(handle(call));
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

    private static String sha256(@Nullable String sha256) {
        if (sha256 == null || !SHA256.matcher(sha256).matches()) {
            throw Call.badRequest("sha256", "sha256 must be 64 lower-case hexadecimal digits");
        }
        return sha256;
    }

    private static Optional<InetAddress> address(@Nullable String literal) {
        try {
            return Optional.ofNullable(literal).map(InetAddress::ofLiteral);
        } catch (IllegalArgumentException e) {
            throw Call.badRequest("address", "address must be an IPv4 or IPv6 address, not a name, or null");
        }
    }

    private static Duration keep(@Nullable Integer seconds) {
        int keep = seconds == null ? 0 : seconds;
        if (keep < 0 || keep > MAX_KEEP_SECONDS) {
            throw Call.badRequest(
                    "keepPreviousSeconds", "keepPreviousSeconds must be between 0 and " + MAX_KEEP_SECONDS);
        }
        return Duration.ofSeconds(keep);
    }

    private static @Nullable String note(@Nullable String note) {
        if (note != null && (note.length() > MAX_NOTE_LENGTH || note.chars().anyMatch(Character::isISOControl))) {
            throw Call.badRequest(
                    "note", "note must be at most " + MAX_NOTE_LENGTH + " characters without control characters");
        }
        return note;
    }

    private static ProblemException unknown() {
        return Problem.of("token-unknown", 404, "There is no such token", "no token of that id or container")
                .exception();
    }
}
