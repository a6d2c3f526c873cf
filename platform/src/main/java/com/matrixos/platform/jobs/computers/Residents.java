package com.matrixos.platform.jobs.computers;

import com.matrixos.platform.accounts.Account;
import java.util.Optional;

/// Whose computers they are. Calls block; safe for use from any thread.
public interface Residents {
    /// The account of that id.
    Optional<Account> find(String accountId);

    /// Removes an account and all that hangs on it. Nothing happens when there is none.
    void remove(String accountId);
}
