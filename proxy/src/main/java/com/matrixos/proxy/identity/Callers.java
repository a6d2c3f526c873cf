package com.matrixos.proxy.identity;

import com.matrixos.relay.RequestHead;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds out who makes a request to the model. Clients of Anthropic's API send their credential in either
/// of two headers, some in both; the token alone decides, and no other header is looked at.
public final class Callers {
    private final ContainerTokens tokens;

    public Callers(ContainerTokens tokens) {
        this.tokens = tokens;
    }

    /// The caller, when `Authorization: Bearer` or `x-api-key` bears a token we know. A person's own key in
    /// one header beside our token in the other does no harm; the tokens of two containers in one request
    /// do.
    public Optional<Caller> of(RequestHead head) {
        Stream<String> bearer = head.header("authorization").flatMap(Bearer::token).stream();
        Stream<String> apiKey = head.header("x-api-key").stream();
        List<Caller> callers = Stream.concat(bearer, apiKey)
                .flatMap(token -> tokens.find(token).stream())
                .distinct()
                .toList();
        return callers.size() == 1 ? Optional.of(callers.getFirst()) : Optional.empty();
    }
}
