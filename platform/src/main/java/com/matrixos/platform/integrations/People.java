package com.matrixos.platform.integrations;

import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.Role;
import com.matrixos.platform.containers.Handle;
import java.util.function.BiConsumer;

/// What the accounts do for those who come by way of others. Calls block; safe for use from any thread. Each writes
/// its own line of the audit log.
public interface People {
    /// Makes an account that has no password. Whether anybody may sign up, and whether the handle is free and no
    /// look-alike, is found here.
    ///
    /// @param alongside run in the same transaction, with the account that is being made
    /// @throws com.matrixos.base.http.ProblemException 403 when nobody may sign up, 400 or 409 for the handle
    Account create(NewPerson person, BiConsumer<org.jdbi.v3.core.Handle, Account> alongside);

    /// Gives an account a role and returns it as it is then.
    Account become(Account account, Role role);

    /// Begins an account's leaving: it is signed out everywhere, and is gone after a time of grace. Returns it as it
    /// is then; one that leaves already stays as it is.
    Account leave(Account account);

    /// Somebody who has no account yet.
    ///
    /// @param email in lower case; empty when nobody gave one. It proves nothing
    /// @param via by whom: `clerk`, `oidc:google`; for the audit log
    record NewPerson(Handle handle, String email, Role role, String via) {}
}
