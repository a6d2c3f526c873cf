package com.matrixos.platform.access;

import com.matrixos.api.containers.Ticket;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.ProblemException;
import com.matrixos.base.http.Routes;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.containers.Handle;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way from the site to a computer's host: `GET /open/{handle}?to=…&knock=…`.
///
/// | the browser | is sent to |
/// |---|---|
/// | is not signed in | the site's `/login`, and back here |
/// | has no cookie on the computer's host yet | that host's `/.matrix/knock`, and back here |
/// | may enter | that host's `/.matrix/enter`, with a ticket for this browser |
/// | is the owner's, whose computer is not made yet | waits until it is, then as above; if it cannot be, to the
/// dashboard, which says why |
/// | may not, or there is no such computer | the site's `/nothing-here` |
///
/// Always a redirection, and the same one for a computer that is not theirs and one that is not there.
public final class OpenRoute {
    private static final Logger LOG = LoggerFactory.getLogger(OpenRoute.class);
    private static final Pattern KNOCK = Pattern.compile("[0-9a-f]{64}");

    private final Guard guard;
    private final Doorkeeper doorkeeper;
    private final Tickets tickets;
    private final PublicAddress address;
    private final Audit audit;
    private final FirstVisit firstVisit;

    /// Makes somebody's computer when they come before it is there: what announces them may be late or never come.
    @FunctionalInterface
    public interface FirstVisit {
        /// Returns when it is there.
        ///
        /// @throws com.matrixos.base.http.ProblemException why it is not
        void settle(Account account) throws InterruptedException;
    }

    public OpenRoute(
            Guard guard,
            Doorkeeper doorkeeper,
            Tickets tickets,
            PublicAddress address,
            Audit audit,
            FirstVisit firstVisit) {
        this.firstVisit = firstVisit;
        this.guard = guard;
        this.doorkeeper = doorkeeper;
        this.tickets = tickets;
        this.address = address;
        this.audit = audit;
    }

    /// Adds the route.
    public void addTo(Routes routes) {
        routes.get("/open/{handle}", guard.open(this::open));
    }

    private Answer open(Call call, Principal who) throws InterruptedException {
        String label = call.parameter("handle");
        String to = WayBack.of(call.query("to").orElse("/"));
        Optional<String> knock =
                call.query("knock").filter(text -> KNOCK.matcher(text).matches());
        Optional<Handle> handle = Handle.parse(label);
        if (!(who instanceof Principal.Person person)) {
            return redirect(address.site() + "/login?next=" + WayBack.encoded(here(label, to, knock)));
        }
        if (handle.isEmpty()) {
            return nothing();
        }
        if (knock.isEmpty()) {
            return redirect(address.of(handle.get()) + "/.matrix/knock?to=" + WayBack.encoded(to));
        }
        if (doorkeeper.awaitsFirst(person.account(), handle.get()) && !settled(person.account())) {
            return redirect(address.site() + "/dashboard");
        }
        return doorkeeper
                .rights(person.account(), handle.get())
                .map(rights -> enter(call, person, new Way(handle.get(), rights, knock.get(), to)))
                .orElseGet(() -> refuse(call, person, handle.get()));
    }

    private boolean settled(Account account) throws InterruptedException {
        try {
            firstVisit.settle(account);
            return true;
        } catch (ProblemException e) {
            LOG.warn("no computer at the first visit handle={} reason={}", account.handle(), e.getMessage());
            return false;
        }
    }

    private record Way(Handle handle, Rights rights, String knock, String to) {}

    private Answer enter(Call call, Principal.Person person, Way way) {
        Ticket ticket = tickets.issue(
                new Tickets.Admission(
                        way.handle(), person.account().id(), person.session().id(), way.rights()),
                way.knock());
        audit.record(Entry.done(
                person.actor(Guard.address(call)),
                way.rights() == Rights.ADMIN ? "computer.entered-as-admin" : "computer.entered",
                "computer:" + way.handle()));
        return redirect(ticket.url() + "&to=" + WayBack.encoded(way.to()));
    }

    private Answer refuse(Call call, Principal.Person person, Handle handle) {
        audit.record(Entry.denied(person.actor(Guard.address(call)), "computer.entered", "computer:" + handle));
        return nothing();
    }

    private Answer nothing() {
        return redirect(address.site() + "/nothing-here");
    }

    /// This address again, as a path: whoever follows `next` goes nowhere else.
    private static String here(String label, String to, Optional<String> knock) {
        return "/open/" + WayBack.encoded(label) + "?to=" + WayBack.encoded(to)
                + knock.map(text -> "&knock=" + text).orElse("");
    }

    private static Answer redirect(String location) {
        return Answer.empty(303)
                .with("location", location)
                .with("cache-control", "private, no-store")
                .with("referrer-policy", "no-referrer");
    }
}
