package com.matrixos.platform.signin;

import com.matrixos.api.accounts.OpenSession;
import com.matrixos.base.sqlite.Database;
import com.matrixos.platform.access.Principal;
import com.matrixos.platform.accounts.SiteSession;
import com.matrixos.platform.accounts.SiteSessions;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.containers.Timestamp;
import com.matrixos.platform.problems.Problems;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The browsers of one account, on the site and on computers, together. Calls block; safe for use from any
/// thread.
final class OpenSessions {
    private final Database database;
    private final SiteSessions sites;
    private final ComputerSessions computers;
    private final Audit audit;

    OpenSessions(Database database, SiteSessions sites, ComputerSessions computers, Audit audit) {
        this.database = database;
        this.sites = sites;
        this.computers = computers;
        this.audit = audit;
    }

    /// The site's first, the last seen first; then the computers'.
    List<OpenSession> list(Principal.Person who) {
        List<SiteSession> own = sites.of(who.account().id());
        Map<String, SiteSession> byId = own.stream().collect(Collectors.toMap(SiteSession::id, Function.identity()));
        return Stream.concat(
                        own.stream().map(session -> site(session, who)),
                        computers.list(who.account()).stream()
                                .map(entered -> computer(
                                        entered,
                                        entered.siteSession() == null ? null : byId.get(entered.siteSession()))))
                .toList();
    }

    /// Ends one.
    ///
    /// @throws com.matrixos.base.http.ProblemException 404 when the account may know of none of that id
    void end(Principal.Person who, String id, Actor actor) {
        String account = who.account().id();
        boolean ended = database.write(tx -> {
            boolean one = sites.end(session -> session.id().equals(id)
                                    && session.accountId().equals(account))
                            > 0
                    || computers.end(id, who.account());
            if (one) {
                audit.append(tx, Entry.done(actor, "session.ended", "session:" + id));
            }
            return one;
        });
        if (!ended) {
            throw Problems.nothing().exception();
        }
    }

    /// Ends all but the one that asks, and what was opened from it.
    void endOthers(Principal.Person who, Actor actor) {
        String current = who.session().id();
        database.write(tx -> {
            audit.append(
                    tx,
                    Entry.done(
                            actor, "sessions.ended", "account:" + who.account().id()));
            sites.end(session -> session.accountId().equals(who.account().id())
                    && !session.id().equals(current));
            computers.list(who.account()).stream()
                    .filter(entered -> !current.equals(entered.siteSession()))
                    .forEach(entered -> computers.end(entered.id(), who.account()));
            return true;
        });
    }

    private static OpenSession site(SiteSession session, Principal.Person who) {
        return new OpenSession(
                session.id(),
                "site",
                session.id().equals(who.session().id()),
                Timestamp.of(session.createdAt()),
                Timestamp.of(session.lastSeenAt()),
                Timestamp.of(session.expiresAt()),
                session.userAgent(),
                session.address(),
                null,
                null);
    }

    /// @param from the account's own session of the site it was opened from, if it was
    private static OpenSession computer(ComputerSessions.Entered entered, @Nullable SiteSession from) {
        return new OpenSession(
                entered.id(),
                "computer",
                false,
                Timestamp.of(entered.createdAt()),
                null,
                Timestamp.of(entered.expiresAt()),
                from == null ? null : from.userAgent(),
                from == null ? null : from.address(),
                entered.handle(),
                entered.computer());
    }
}
