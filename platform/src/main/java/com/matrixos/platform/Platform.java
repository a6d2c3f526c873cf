package com.matrixos.platform;

import com.matrixos.api.settings.PlatformSettings;
import com.matrixos.api.settings.ProxySettings;
import com.matrixos.base.config.Config;
import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Routes;
import com.matrixos.base.lifecycle.Lifecycle;
import com.matrixos.base.lifecycle.RunFolder;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.base.time.SystemScheduler;
import com.matrixos.platform.access.Doorkeeper;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.OpenRoute;
import com.matrixos.platform.access.Origins;
import com.matrixos.platform.access.PublicAddress;
import com.matrixos.platform.access.Sessions;
import com.matrixos.platform.access.Tickets;
import com.matrixos.platform.accounts.Accounts;
import com.matrixos.platform.accounts.SiteSessions;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.containers.ContainerSettings;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.containers.Installation;
import com.matrixos.platform.control.ControlRoutes;
import com.matrixos.platform.engine.DockerEngine;
import com.matrixos.platform.engine.DockerSettings;
import com.matrixos.platform.routing.Routing;
import com.matrixos.platform.tokens.HttpTokenRegistry;
import com.matrixos.relay.Relay;
import com.matrixos.relay.RelayConfig;
import com.matrixos.relay.Router;
import com.matrixos.relay.Upstream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The composition root: makes every part in the order they need each other, and stops them in reverse.
final class Platform {
    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

    /// How long something may stay open by right of a session that has run out.
    private static final Duration EXPIRE = Duration.ofMinutes(1);

    private Platform() {}

    /// Starts everything. The relay listens last, so nothing is asked of a part that is not there yet.
    ///
    /// @return what is to be closed at the end
    static Lifecycle start(Config config) {
        var lifecycle = new Lifecycle();
        try {
            wire(config, lifecycle);
            return lifecycle;
        } catch (RuntimeException e) {
            lifecycle.close();
            throw e;
        }
    }

    private static void wire(Config config, Lifecycle lifecycle) {
        var address = PublicAddress.of(
                config.get(PlatformSettings.DOMAIN),
                config.get(PlatformSettings.PORT),
                config.get(PlatformSettings.SITE_URL));
        Scheduler scheduler = lifecycle.add(new SystemScheduler());
        RunFolder folder = lifecycle.add(RunFolder.claim(config.get(PlatformSettings.RUN_DIR), "platform"));
        Database database = lifecycle.add(Database.open(config.get(PlatformSettings.DB_PATH), "db/platform"));
        Containers containers = lifecycle.add(containers(config, address, database, scheduler, lifecycle));
        var sessions = new Sessions(database, scheduler);
        containers.onReleased(sessions::revoke);
        var tickets = new Tickets(database, sessions, address, scheduler);

        var accounts = new Accounts(database, scheduler);
        var siteSessions = new SiteSessions(database, scheduler);
        siteSessions.onEnded(ended -> sessions.end(session -> ended.id().equals(session.siteSession())));
        var _ = scheduler.every(EXPIRE, sessions::expire);
        Audit audit = new LoggedAudit();
        var guard = new Guard(
                config.get(PlatformSettings.SECRET),
                new Origins(address),
                accounts,
                siteSessions,
                _ -> Optional.empty(),
                audit);

        var routes = new Routes();
        new ControlRoutes(containers, tickets, guard, audit).addTo(routes);
        new OpenRoute(guard, new Doorkeeper(database, containers), tickets, address, audit).addTo(routes);
        Path control = folder.socket("control.sock");
        lifecycle.add(HttpServer.builder(routes).listen(control).start());
        listen(config, Routing.create(address, new Upstream.Unix(control), containers, tickets, sessions), lifecycle);
        containers.open();
    }

    private static Containers containers(
            Config config, PublicAddress address, Database database, Scheduler scheduler, Lifecycle lifecycle) {
        DockerEngine engine = lifecycle.add(DockerEngine.of(DockerSettings.from(config, Installation.id(database))));
        HttpTokenRegistry tokens = lifecycle.add(new HttpTokenRegistry(
                URI.create("http://127.0.0.1:" + config.get(ProxySettings.PORT)), config.get(PlatformSettings.SECRET)));
        return new Containers(database, engine, tokens, scheduler, ContainerSettings.from(config, address::of));
    }

    private static void listen(Config config, Router router, Lifecycle lifecycle) {
        RelayConfig limits = RelayConfig.defaults().trusting(config.get(PlatformSettings.TRUSTED_PROXIES));
        Relay relay = lifecycle.add(Relay.start(limits, router));
        InetSocketAddress bound =
                relay.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), config.get(PlatformSettings.PORT)));
        LOG.info("listening address={} domain={}", bound, config.get(PlatformSettings.DOMAIN));
    }
}
