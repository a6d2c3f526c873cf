package com.matrixos.proxy.identity;

import java.util.Optional;

/// Reads `Authorization: Bearer …`. The scheme's name is compared without regard to case, as RFC 9110 has it.
final class Bearer {
    private static final String SCHEME = "Bearer ";

    private Bearer() {}

    /// The credential, when the header is of this scheme.
    static Optional<String> token(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(authorization.substring(SCHEME.length()).strip())
                : Optional.empty();
    }
}
