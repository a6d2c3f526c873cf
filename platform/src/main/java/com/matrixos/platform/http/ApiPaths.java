package com.matrixos.platform.http;

import java.util.Set;
import java.util.regex.Pattern;

/// Which paths are the API's, and which of them bear secrets. Pure.
final class ApiPaths {
    private static final Set<String> SINGLE = Set.of("/openapi.json", "/health", "/containers", "/api");

    /// Requests or answers of these hold passwords, tokens, codes or links that are as good.
    private static final Pattern SECRET = Pattern.compile("/api/auth/.*"
            + "|/api/me/(?:password|totp|totp/confirm|totp/disable|recovery-codes|tokens|passkeys|passkeys/options)"
            + "|/api/me/(?:delete|device)"
            + "|/api/users|/api/users/[^/]+/reset-link"
            + "|/api/setup-code"
            + "|/containers/[^/]+/ticket");

    private ApiPaths() {}

    /// Whether programs rather than browsers read what is answered there.
    static boolean api(String path) {
        return SINGLE.contains(path) || counted(path);
    }

    /// Whether calls of it are counted against a limit.
    static boolean counted(String path) {
        return path.startsWith("/api/") || path.equals("/containers") || path.startsWith("/containers/");
    }

    /// Whether it is a way of signing in, where guesses are made.
    static boolean signingIn(String path) {
        return path.startsWith("/api/auth/");
    }

    /// Whether a request that changes something there, or its answer, is kept nowhere.
    static boolean secret(String path) {
        return SECRET.matcher(path).matches();
    }
}
