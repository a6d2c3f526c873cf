package com.matrixos.platform;

import com.matrixos.api.accounts.ClerkRecord;
import com.matrixos.api.accounts.ProviderRecord;
import com.matrixos.api.settings.PlatformSettings;
import com.matrixos.api.settings.ProxySettings;
import com.matrixos.base.config.Config;
import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Routes;
import com.matrixos.base.lifecycle.Lifecycle;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.access.Doorkeeper;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.OpenRoute;
import com.matrixos.platform.access.Origins;
import com.matrixos.platform.access.PublicAddress;
import com.matrixos.platform.access.Rights;
import com.matrixos.platform.access.Sessions;
import com.matrixos.platform.access.Tickets;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.AccountChanges;
import com.matrixos.platform.accounts.Accounts;
import com.matrixos.platform.accounts.Argon2Hasher;
import com.matrixos.platform.accounts.SiteSessions;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.AuditLog;
import com.matrixos.platform.audit.ChainedAudit;
import com.matrixos.platform.audit.control.AuditRoutes;
import com.matrixos.platform.containers.ContainerEngine;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.control.ControlRoutes;
import com.matrixos.platform.http.ApiFilters;
import com.matrixos.platform.http.Limits;
import com.matrixos.platform.http.OpenApiRoute;
import com.matrixos.platform.integrations.clerk.ClerkSettings;
import com.matrixos.platform.integrations.oidc.Provider;
import com.matrixos.platform.jobs.computers.Settling;
import com.matrixos.platform.mail.SmtpMailer;
import com.matrixos.platform.programs.ApprovalRoutes;
import com.matrixos.platform.programs.DeviceRoutes;
import com.matrixos.platform.programs.Devices;
import com.matrixos.platform.programs.Programs;
import com.matrixos.platform.programs.TokenRoutes;
import com.matrixos.platform.signin.HostFacts;
import com.matrixos.platform.signin.HostSessions;
import com.matrixos.platform.signin.SignInApi;
import com.matrixos.platform.site.ProxyUsage;
import com.matrixos.platform.site.Site;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Everything behind the socket that the relay forwards the site's and the API's requests to, put together in
/// the order its parts need each other.
final class ControlPlane {
    /// How long something may stay open by right of a session that has run out.
    private static final Duration EXPIRE = Duration.ofMinutes(1);

    private final Ground ground;
    private final Lifecycle lifecycle;
    private final Config config;
    private final Routes routes = new Routes();

    /// What is there before.
    ///
    /// @param sessions of the computers' hosts
    record Ground(
            Config config,
            PublicAddress address,
            Scheduler scheduler,
            Database database,
            Containers containers,
            ContainerEngine engine,
            Sessions sessions,
            Tickets tickets) {}

    /// @param lifecycle where what has to be closed is handed over
    ControlPlane(Ground ground, Lifecycle lifecycle) {
        this.ground = ground;
        this.config = ground.config();
        this.lifecycle = lifecycle;
    }

    /// Starts to listen.
    ///
    /// @param where adds the listener
    /// @return the server, which the lifecycle closes
    HttpServer listen(UnaryOperator<HttpServer.Builder> where) {
        ChainedAudit audit = lifecycle.add(new ChainedAudit(ground.database(), ground.scheduler()));
        var accounts = new Accounts(ground.database(), ground.scheduler());
        SiteSessions siteSessions = siteSessions();
        var programs = new Programs(ground.database(), accounts, audit, ground.scheduler());
        var origins = new Origins(ground.address());
        var guard = new Guard(config.get(PlatformSettings.SECRET), origins, accounts, siteSessions, programs, audit);
        ProxyUsage usage = lifecycle.add(new ProxyUsage(
                URI.create("http://127.0.0.1:" + config.get(ProxySettings.PORT)),
                config.get(PlatformSettings.SECRET),
                ground.scheduler()));
        addControl(guard, audit, accounts);
        SignInApi signIn = signIn(audit, guard, accounts, siteSessions, usage);
        signIn.addTo(routes);
        addPrograms(guard, audit, accounts, programs, signIn.changes());
        Settling settling = new Moves(ground, accounts, signIn.changes()).begin(lifecycle);
        var doorkeeper = new Doorkeeper(ground.database(), ground.containers());
        new OpenRoute(guard, doorkeeper, ground.tickets(), ground.address(), audit, settling::ensureProvisioned)
                .addTo(routes);
        lifecycle
                .add(integrations(guard, audit, accounts, siteSessions, signIn, settling))
                .addTo(routes);
        Site site = site(guard, audit, accounts, usage, settling);
        site.addTo(routes);
        site.addFilesTo(routes);
        HttpServer server = lifecycle.add(where.apply(HttpServer.builder(routes))
                .filter(new ApiFilters(routes, guard, origins, Limits.DEFAULT, ground.database(), ground.scheduler()))
                .start());
        // After the server, to be closed before it: a stream that is open would keep it waiting.
        lifecycle.add(site.open());
        return server;
    }

    /// Everything that is answered; filled by [#listen].
    Routes routes() {
        return routes;
    }

    private void addControl(Guard guard, ChainedAudit audit, Accounts accounts) {
        new ControlRoutes(ground.containers(), accounts, ground.tickets(), guard, audit).addTo(routes);
        new AuditRoutes(new AuditLog(ground.database()), audit, guard).addTo(routes);
        new OpenApiRoute(guard).addTo(routes);
    }

    /// A program's token ends with what its account may.
    private void addPrograms(Guard guard, Audit audit, Accounts accounts, Programs programs, AccountChanges changes) {
        var devices = new Devices(ground.scheduler());
        new TokenRoutes(programs, guard).addTo(routes);
        new DeviceRoutes(devices, programs, accounts, guard, ground.address()).addTo(routes);
        new ApprovalRoutes(devices, guard, audit, ground.scheduler()).addTo(routes);
        Consumer<Account> end = account -> {
            programs.revokeAll(account.id(), Actor.SYSTEM);
            devices.forget(account.id());
        };
        changes.onSuspended(end);
        changes.onSuspended(account -> ground.sessions()
                .end(session -> account.id().equals(session.accountId())
                        || account.handle().equals(session.handle())));
        changes.onDemoted(account -> ground.sessions()
                .end(session -> account.id().equals(session.accountId()) && session.rights() == Rights.ADMIN));
        changes.onDemoted(end);
        changes.onLeaving(end);
        changes.onRemoved(end);
    }

    private Integrations integrations(
            Guard guard,
            Audit audit,
            Accounts accounts,
            SiteSessions siteSessions,
            SignInApi signIn,
            Settling settling) {
        return new Integrations(
                config,
                new Integrations.Parts(
                        ground.database(),
                        ground.scheduler(),
                        accounts,
                        siteSessions,
                        new VouchedPeople(signIn.changes(), config.get(PlatformSettings.SIGNUP)),
                        settling,
                        guard,
                        audit,
                        ground.address(),
                        account -> signIn.records().of(account.id())));
    }

    private Site site(Guard guard, Audit audit, Accounts accounts, ProxyUsage usage, Settling settling) {
        return new Site(new Site.Parts(
                config,
                ground.address(),
                ground.scheduler(),
                ground.database(),
                guard,
                audit,
                accounts,
                ground.sessions(),
                ground.containers(),
                ground.engine(),
                usage,
                new SettledHomes(settling),
                ClerkSettings.from(config).map(ClerkSettings::issuer)));
    }

    /// What is open on a computer by right of a session of the site ends with it.
    private SiteSessions siteSessions() {
        var sessions = new SiteSessions(ground.database(), ground.scheduler());
        sessions.onEnded(ended -> ground.sessions().end(session -> ended.id().equals(session.siteSession())));
        var _ = ground.scheduler().every(EXPIRE, ground.sessions()::expire);
        return sessions;
    }

    private SignInApi signIn(Audit audit, Guard guard, Accounts accounts, SiteSessions siteSessions, ProxyUsage usage) {
        var needs = new SignInApi.Needs(
                ground.database(),
                ground.scheduler(),
                audit,
                guard,
                accounts,
                siteSessions,
                new HostSessions(ground.sessions(), accounts),
                new Argon2Hasher(),
                config.get(PlatformSettings.LEAVE_GRACE),
                mailer().map(mailer -> mailer),
                usage::monthly);
        return new SignInApi(needs, facts());
    }

    private Optional<SmtpMailer> mailer() {
        String from = config.get(PlatformSettings.MAIL_FROM);
        return config.get(PlatformSettings.SMTP_URL)
                .map(server -> new SmtpMailer(
                        server,
                        from.isEmpty()
                                ? "Matrix OS <no-reply@" + ground.address().domain() + ">"
                                : from,
                        ground.scheduler()));
    }

    private HostFacts facts() {
        return new HostFacts(
                ground.address(),
                config.get(PlatformSettings.SIGNUP),
                config.get(ProxySettings.API_KEY).isEmpty() && !config.isSet("ANTHROPIC_API_KEY_FILE"),
                config.get(PlatformSettings.SMTP_URL).isPresent(),
                Provider.from(config).stream()
                        .map(provider -> new ProviderRecord(provider.name(), provider.label()))
                        .toList(),
                ClerkSettings.from(config)
                        .map(clerk -> new ClerkRecord(clerk.publishableKey()))
                        .orElse(null),
                Objects.requireNonNullElse(ControlPlane.class.getPackage().getImplementationVersion(), "unknown"));
    }
}
