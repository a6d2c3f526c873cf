package com.matrixos.platform.signin;

import com.matrixos.platform.accounts.Account;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The browsers that are let into computers, as far as an account may know of them: its own, on whichever
/// computer, and everybody's on its own computer. Calls block; safe for use from any thread.
public interface ComputerSessions {
    /// A browser that was let in.
    ///
    /// @param own whether it is the account's
    /// @param computer which one, by its handle
    /// @param handle whose it is otherwise; null for a link that the operator printed
    /// @param siteSession the site's session it was opened from, or null likewise
    record Entered(
            String id,
            boolean own,
            String computer,
            @Nullable String handle,
            @Nullable String siteSession,
            Instant createdAt,
            Instant expiresAt) {}

    /// All that the account may know of, in no particular order.
    List<Entered> list(Account account);

    /// Ends one of them.
    ///
    /// @return whether there was one that the account may know of
    boolean end(String id, Account account);
}
