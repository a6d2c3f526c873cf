package com.matrixos.platform;

import com.matrixos.api.settings.IntegrationSettings;
import com.matrixos.base.config.Config;
import com.matrixos.base.http.Routes;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.PublicAddress;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.Accounts;
import com.matrixos.platform.accounts.SiteSessions;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.integrations.Arrivals;
import com.matrixos.platform.integrations.Identities;
import com.matrixos.platform.integrations.Newcomers;
import com.matrixos.platform.integrations.Outward;
import com.matrixos.platform.integrations.People;
import com.matrixos.platform.integrations.Receipts;
import com.matrixos.platform.integrations.Welcome;
import com.matrixos.platform.integrations.clerk.ClerkPeople;
import com.matrixos.platform.integrations.clerk.ClerkSettings;
import com.matrixos.platform.integrations.clerk.ClerkSignIn;
import com.matrixos.platform.integrations.clerk.ClerkWebhook;
import com.matrixos.platform.integrations.clerk.SvixSignature;
import com.matrixos.platform.integrations.inngest.InngestRoutes;
import com.matrixos.platform.integrations.inngest.InngestSettings;
import com.matrixos.platform.integrations.inngest.MatrixFunctions;
import com.matrixos.platform.integrations.oidc.OidcRoutes;
import com.matrixos.platform.integrations.oidc.Provider;
import com.matrixos.platform.jobs.computers.Settling;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// Makes those of the integrations that are set. What is not set has no routes.
final class Integrations implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Config config;
    private final Parts parts;
    private final Outward outward = new Outward(PATIENCE);
    private final Receipts receipts;
    private final Welcome welcome;
    private final Newcomers newcomers;
    private final ClerkPeople clerkPeople;
    private final OidcRoutes oidc;
    private final Optional<ClerkSettings> clerk;
    private final Optional<InngestSettings> inngest;

    /// What they are made of.
    ///
    /// @param view an account as the API shows it
    record Parts(
            Database database,
            Scheduler scheduler,
            Accounts accounts,
            SiteSessions sessions,
            People people,
            Settling settling,
            Guard guard,
            Audit audit,
            PublicAddress address,
            Function<Account, ?> view) {}

    /// @throws IllegalArgumentException when a setting cannot be used
    Integrations(Config config, Parts parts) {
        this.config = config;
        this.parts = parts;
        this.receipts = new Receipts(parts.database(), parts.scheduler());
        var arrivals = new Arrivals(
                new Identities(parts.database(), parts.scheduler()),
                parts.accounts(),
                parts.people(),
                parts.settling());
        this.welcome = new Welcome(parts.sessions(), parts.audit(), parts.view());
        this.newcomers = new Newcomers(arrivals, welcome, parts.guard(), parts.scheduler());
        this.clerkPeople = new ClerkPeople(arrivals);
        this.clerk = ClerkSettings.from(config);
        this.inngest = InngestSettings.from(config, parts.address().control());
        this.oidc = new OidcRoutes(
                Provider.from(config),
                new OidcRoutes.Entrance(arrivals, newcomers, welcome),
                parts.guard(),
                parts.address(),
                outward,
                parts.scheduler());
    }

    /// Adds the routes.
    void addTo(Routes routes) {
        newcomers.addTo(routes);
        oidc.addTo(routes);
        clerk.ifPresent(settings -> new ClerkSignIn(
                        settings, parts.address(), outward, clerkPeople, newcomers, welcome, parts.guard())
                .addTo(routes));
        String webhookSecret = config.get(IntegrationSettings.CLERK_WEBHOOK_SIGNING_SECRET);
        if (!webhookSecret.isEmpty()) {
            var signature = new SvixSignature(webhookSecret, parts.scheduler());
            new ClerkWebhook(signature, receipts, clerkPeople, parts.guard(), parts.audit()).addTo(routes);
        }
        inngest.ifPresent(settings -> new InngestRoutes(
                        settings,
                        new MatrixFunctions(clerkPeople, parts.settling()).all(),
                        receipts,
                        parts.guard(),
                        parts.audit(),
                        outward,
                        parts.scheduler())
                .addTo(routes));
    }

    @Override
    public void close() {
        outward.close();
    }
}
