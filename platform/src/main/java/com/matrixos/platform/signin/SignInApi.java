package com.matrixos.platform.signin;

import com.matrixos.base.http.Routes;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.accounts.AccountChanges;
import com.matrixos.platform.accounts.AccountRecords;
import com.matrixos.platform.accounts.Accounts;
import com.matrixos.platform.accounts.Confirmation;
import com.matrixos.platform.accounts.Handles;
import com.matrixos.platform.accounts.Hasher;
import com.matrixos.platform.accounts.Passkeys;
import com.matrixos.platform.accounts.PasswordChanges;
import com.matrixos.platform.accounts.Passwords;
import com.matrixos.platform.accounts.RelyingParty;
import com.matrixos.platform.accounts.ResetLinks;
import com.matrixos.platform.accounts.SecondFactors;
import com.matrixos.platform.accounts.SetupCodes;
import com.matrixos.platform.accounts.SignIn;
import com.matrixos.platform.accounts.SignUp;
import com.matrixos.platform.accounts.SiteSessions;
import com.matrixos.platform.accounts.Throttle;
import com.matrixos.platform.accounts.Users;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.mail.Mailer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Puts the parts of the accounts' API together, in the order in which they need each other.
public final class SignInApi {
    private static final String NAME = "Matrix OS";

    private final Needs needs;
    private final HostFacts host;
    private final Letters letters;
    private final AccountRecords records;
    private final Handles handles;
    private final SetupCodes setupCodes;
    private final AccountChanges changes;
    private final Passwords passwords;
    private final Throttle throttle;
    private final SecondFactors secondFactors;
    private final Confirmation confirmation;
    private final ResetLinks links;
    private final Arrivals arrivals;
    private final SignIn signIn;
    private final Passkeys passkeys;

    /// What is there before.
    ///
    /// @param computers the sessions of computers' hosts
    /// @param grace how long a deleted account can be taken back
    /// @param mailer empty when no mail can be sent
    /// @param spending what each account has spent this month in USD, by handle; empty when nobody can say
    public record Needs(
            Database database,
            Scheduler scheduler,
            Audit audit,
            Guard guard,
            Accounts accounts,
            SiteSessions sessions,
            ComputerSessions computers,
            Hasher hasher,
            Duration grace,
            Optional<Mailer> mailer,
            Supplier<Optional<Map<String, BigDecimal>>> spending) {}

    public SignInApi(Needs needs, HostFacts host) {
        this.needs = needs;
        this.host = host;
        Database database = needs.database();
        Scheduler scheduler = needs.scheduler();
        Audit audit = needs.audit();
        this.letters = new Letters(needs.mailer(), host.address());
        this.records = new AccountRecords(database);
        this.handles = new Handles(database);
        this.setupCodes = new SetupCodes(database, audit);
        this.changes = new AccountChanges(database, needs.sessions(), setupCodes, scheduler, audit, needs.grace());
        this.passwords = new Passwords(needs.hasher());
        this.throttle = new Throttle(database, scheduler);
        this.secondFactors = new SecondFactors(
                database, scheduler, audit, NAME + " " + host.address().domain());
        this.confirmation = new Confirmation(database, passwords, throttle, scheduler, audit);
        this.links = new ResetLinks(database, passwords, needs.sessions(), throttle, scheduler, audit);
        this.arrivals = new Arrivals(database, needs.sessions(), records, audit);
        this.signIn = new SignIn(database, needs.accounts(), passwords, secondFactors, throttle, audit);
        this.passkeys = new Passkeys(
                database,
                scheduler,
                audit,
                secondFactors,
                RelyingParty.of(host.address().site(), NAME));
    }

    /// What makes, changes and removes accounts, and tells who listens.
    public AccountChanges changes() {
        return changes;
    }

    /// What signs browsers in, for other ways of proving who one is.
    public Arrivals arrivals() {
        return arrivals;
    }

    /// What keeps suspended accounts out, for the same.
    public SignIn signIn() {
        return signIn;
    }

    /// Accounts as the API shows them.
    public AccountRecords records() {
        return records;
    }

    /// Which handles can be had.
    public Handles handles() {
        return handles;
    }

    /// Adds the routes.
    public void addTo(Routes routes) {
        addPublic(routes);
        addOwn(routes);
        addSteering(routes);
    }

    private void addPublic(Routes routes) {
        Guard guard = needs.guard();
        new SessionRoutes(guard, needs.accounts(), records, handles, host).addTo(routes);
        var signUp = new SignUp(changes, handles, passwords, throttle, host.signUpOpen());
        new SignInRoutes(guard, signUp, signIn, passkeys, arrivals).addTo(routes);
        new ResetRoutes(guard, needs.accounts(), links, letters, throttle, needs.scheduler()).addTo(routes);
    }

    private void addOwn(Routes routes) {
        Guard guard = needs.guard();
        var passwordChanges = new PasswordChanges(needs.database(), passwords, needs.sessions(), needs.audit());
        var open = new OpenSessions(needs.database(), needs.sessions(), needs.computers(), needs.audit());
        new MeRoutes(guard, records, changes, confirmation, passwordChanges, letters).addTo(routes);
        new TotpRoutes(guard, confirmation, secondFactors, letters).addTo(routes);
        new PasskeyRoutes(guard, passkeys, letters).addTo(routes);
        new OpenSessionRoutes(guard, open).addTo(routes);
        new LeaveRoutes(guard, records, changes, confirmation, open, letters).addTo(routes);
    }

    private void addSteering(Routes routes) {
        Guard guard = needs.guard();
        var users = new Users(needs.database(), needs.spending());
        var invitations = new Invitations(needs.database(), links, letters, needs.sessions(), needs.audit());
        new UserRoutes(guard, needs.accounts(), records, changes, users, invitations).addTo(routes);
        new SetupCodeRoute(guard, setupCodes, host.address()).addTo(routes);
    }
}
