package com.matrixos.platform;

import com.matrixos.api.settings.PlatformSettings;
import com.matrixos.api.settings.ProxySettings;
import com.matrixos.base.config.Config;
import com.matrixos.base.lifecycle.Lifecycle;
import com.matrixos.base.lifecycle.RunFolder;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.base.time.SystemScheduler;
import com.matrixos.platform.access.PublicAddress;
import com.matrixos.platform.access.Sessions;
import com.matrixos.platform.access.Tickets;
import com.matrixos.platform.containers.ContainerSettings;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.containers.Installation;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The composition root: makes every part in the order they need each other, and stops them in reverse.
final class Platform {
    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

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
        DockerEngine engine = lifecycle.add(DockerEngine.of(DockerSettings.from(config, Installation.id(database))));
        HttpTokenRegistry tokens = lifecycle.add(new HttpTokenRegistry(
                URI.create("http://127.0.0.1:" + config.get(ProxySettings.PORT)), config.get(PlatformSettings.SECRET)));
        Containers containers = lifecycle.add(
                new Containers(database, engine, tokens, scheduler, ContainerSettings.from(config, address::of)));
        var sessions = new Sessions(database, scheduler);
        containers.onReleased(sessions::revoke);
        var tickets = new Tickets(database, sessions, address, scheduler);

        Path control = folder.socket("control.sock");
        var ground =
                new ControlPlane.Ground(config, address, scheduler, database, containers, engine, sessions, tickets);
        new ControlPlane(ground, lifecycle).listen(server -> server.listen(control));
        listen(config, Routing.create(address, new Upstream.Unix(control), containers, tickets, sessions), lifecycle);
        containers.open();
    }

    private static void listen(Config config, Router router, Lifecycle lifecycle) {
        RelayConfig limits = RelayConfig.defaults().trusting(config.get(PlatformSettings.TRUSTED_PROXIES));
        Relay relay = lifecycle.add(Relay.start(limits, router));
        InetSocketAddress bound =
                relay.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), config.get(PlatformSettings.PORT)));
        LOG.info("listening address={} domain={}", bound, config.get(PlatformSettings.DOMAIN));
    }
}
