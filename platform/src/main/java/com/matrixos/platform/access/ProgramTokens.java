package com.matrixos.platform.access;

import java.util.Optional;

/// Finds the program behind a bearer token.
@FunctionalInterface
public interface ProgramTokens {
    /// The program whose token this is, with its account as it is now, if the token is good and the account
    /// active.
    Optional<Principal.Program> find(String token);
}
