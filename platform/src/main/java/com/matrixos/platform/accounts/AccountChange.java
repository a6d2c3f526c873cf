package com.matrixos.platform.accounts;

import java.util.Optional;

/// What shall become different about an account; what is empty stays as it is.
///
/// @param suspended true closes it, false opens it again
/// @param email in lower case
public record AccountChange(Optional<Role> role, Optional<Boolean> suspended, Optional<String> email) {
    /// Another address and nothing else.
    public static AccountChange email(String email) {
        return new AccountChange(Optional.empty(), Optional.empty(), Optional.of(email));
    }

    /// The account as it will be.
    ///
    /// @throws com.matrixos.base.http.ProblemException 409 when it is suspended while it is being deleted
    Account of(Account before) {
        return new Account(
                before.id(),
                before.handle(),
                email.orElse(before.email()),
                role.orElse(before.role()),
                suspended.map(closed -> standing(before.standing(), closed)).orElse(before.standing()),
                before.createdAt(),
                before.version());
    }

    private static Standing standing(Standing before, boolean closed) {
        if (closed && before instanceof Standing.Leaving) {
            throw AccountProblems.leaving("it cannot be suspended as well; make it active first")
                    .exception();
        }
        return closed ? new Standing.Suspended() : new Standing.Active();
    }
}
