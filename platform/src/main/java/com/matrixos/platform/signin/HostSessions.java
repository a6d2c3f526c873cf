package com.matrixos.platform.signin;

import com.matrixos.platform.access.Session;
import com.matrixos.platform.access.Sessions;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.Accounts;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The sessions of computers' hosts.
public final class HostSessions implements ComputerSessions {
    private final Sessions sessions;
    private final Accounts accounts;

    public HostSessions(Sessions sessions, Accounts accounts) {
        this.sessions = sessions;
        this.accounts = accounts;
    }

    @Override
    public List<Entered> list(Account account) {
        return sessions.list(known(account)).stream()
                .map(session -> entered(session, account))
                .toList();
    }

    @Override
    public boolean end(String id, Account account) {
        return sessions.end(known(account).and(session -> session.id().equals(id))) > 0;
    }

    private static Predicate<Session> known(Account account) {
        return session ->
                account.id().equals(session.accountId()) || session.handle().equals(account.handle());
    }

    private Entered entered(Session session, Account account) {
        boolean own = account.id().equals(session.accountId());
        String other = own
                ? null
                : Optional.ofNullable(session.accountId())
                        .flatMap(accounts::find)
                        .map(one -> one.handle().text())
                        .orElse(null);
        return new Entered(
                session.id(),
                own,
                session.handle().text(),
                other,
                session.siteSession(),
                session.createdAt(),
                session.expiresAt());
    }
}
