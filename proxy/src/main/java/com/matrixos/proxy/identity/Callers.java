package com.matrixos.proxy.identity;

import com.matrixos.base.ids.Tokens;
import com.matrixos.relay.RequestHead;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// Finds out who makes a request to the model. Clients of Anthropic's API send their credential in either
/// of two headers, some in both; the token alone decides, and no other header is looked at.
///
/// Never blocks, so event loops may call it.
public final class Callers {
    /// Longer than any token of ours; a caller cannot make us hash a header of 64 KiB.
    private static final int MAX_TOKEN_LENGTH = 512;

    private final ContainerTokens containers;
    private final ScriptTokens scripts;

    public Callers(ContainerTokens containers, ScriptTokens scripts) {
        this.containers = containers;
        this.scripts = scripts;
    }

    /// The caller, when `Authorization: Bearer` or `x-api-key` bears a token we know, from where it may
    /// come. A person's own key in one header beside our token in the other does no harm; the tokens of two
    /// callers in one request do, and so do two lines of one header: whose they are must not depend on who
    /// reads the first.
    public Optional<Caller> of(RequestHead head) {
        List<String> authorizations = head.headers("authorization");
        List<String> keys = head.headers("x-api-key");
        if (authorizations.size() > 1 || keys.size() > 1) {
            return Optional.empty();
        }
        Optional<String> bearer = authorizations.stream().findFirst().flatMap(Bearer::token);
        Optional<String> apiKey =
                keys.stream().findFirst().filter(key -> !Optional.of(key).equals(bearer));
        return one(bearer, apiKey, head.peer().getAddress());
    }

    private Optional<Caller> one(Optional<String> bearer, Optional<String> apiKey, InetAddress peer) {
        Optional<Caller> one = bearer.flatMap(token -> find(token, peer));
        Optional<Caller> other = apiKey.flatMap(token -> find(token, peer));
        boolean both = one.isPresent() && other.isPresent() && !one.equals(other);
        return both ? Optional.empty() : one.or(() -> other);
    }

    /// The token is known by its SHA-256 alone, which [Digests] compares in constant time.
    private Optional<Caller> find(String token, InetAddress peer) {
        if (token.isEmpty() || token.length() > MAX_TOKEN_LENGTH) {
            return Optional.empty();
        }
        String sha256 = Tokens.sha256(token);
        return containers.find(sha256, peer).or(() -> scripts.find(sha256));
    }
}
