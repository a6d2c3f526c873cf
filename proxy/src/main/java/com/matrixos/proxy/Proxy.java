package com.matrixos.proxy;

import com.matrixos.api.settings.BridgeName;
import com.matrixos.api.settings.PlatformSettings;
import com.matrixos.api.settings.ProxySettings;
import com.matrixos.base.config.Config;
import com.matrixos.base.lifecycle.Lifecycle;
import com.matrixos.base.lifecycle.RunFolder;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.proxy.control.Control;
import com.matrixos.proxy.front.Model;
import com.matrixos.proxy.front.ProxyRouter;
import com.matrixos.proxy.identity.Callers;
import com.matrixos.proxy.identity.ContainerTokens;
import com.matrixos.proxy.identity.Operators;
import com.matrixos.proxy.listen.Listeners;
import com.matrixos.relay.Relay;
import com.matrixos.relay.RelayConfig;
import com.matrixos.relay.Upstream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The composition root: every part of the proxy, made by hand in the order of its start.
final class Proxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Proxy.class);

    /// Anthropic may think for ten minutes before it answers a call that is not streamed.
    private static final Duration RESPONSE_TIMEOUT = Duration.ofMinutes(10);

    /// Anthropic pings its streams far more often; Claude Code gives up after five minutes.
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(6);

    /// Half of it is how long a connection to an upstream is kept, and our own servers close theirs after
    /// 30 s.
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(50);

    private final Lifecycle lifecycle;
    private final Listeners listeners;

    private Proxy(Lifecycle lifecycle, Listeners listeners) {
        this.lifecycle = lifecycle;
        this.listeners = listeners;
    }

    /// Starts everything and listens. On a failure nothing is left running.
    ///
    /// @throws java.io.UncheckedIOException when a literal address of `PROXY_BIND` is taken
    /// @throws IllegalStateException when another proxy has the run folder
    static Proxy start(Config config, Scheduler scheduler) {
        var lifecycle = new Lifecycle();
        try {
            return new Proxy(lifecycle, wire(config, scheduler, lifecycle));
        } catch (RuntimeException e) {
            lifecycle.close();
            throw e;
        }
    }

    /// Where the proxy listens now; interfaces come and go.
    List<InetSocketAddress> addresses() {
        return listeners.addresses();
    }

    @Override
    public void close() {
        lifecycle.close();
    }

    /// In the order of the start. The listeners come last, so who can connect is answered.
    private static Listeners wire(Config config, Scheduler scheduler, Lifecycle lifecycle) {
        RunFolder folder = lifecycle.add(RunFolder.claim(config.get(ProxySettings.RUN_DIR), "proxy"));
        Database database = lifecycle.add(Database.open(config.get(ProxySettings.DB_PATH), "db/proxy"));
        var tokens = ContainerTokens.load(database, scheduler);

        Path control = folder.socket("control.sock");
        lifecycle.add(Control.start(control, tokens, new Operators(config.get(PlatformSettings.SECRET))));
        Model model = model(config);

        var listeners = new Listeners(
                config.get(ProxySettings.BIND),
                BridgeName.of(config.get(PlatformSettings.NETWORK)),
                config.get(ProxySettings.PORT));
        var router = new ProxyRouter(listeners.peers(), new Callers(tokens), model, new Upstream.Unix(control));
        Relay relay = lifecycle.add(Relay.start(relayConfig(), router));
        lifecycle.add(listeners).start(new RelayListening(relay), scheduler);
        return listeners;
    }

    /// The key wins over the demo: who has set one wants the real thing.
    private static Model model(Config config) {
        String key = config.get(ProxySettings.API_KEY);
        if (!key.isEmpty()) {
            LOG.info("calls go to the upstream, with the shared key");
            return Model.anthropic(config.get(ProxySettings.API_URL), key);
        }
        if (config.get(ProxySettings.DEMO_MODEL)) {
            LOG.warn("no ANTHROPIC_API_KEY is set, calls are answered by the demo model");
            return Model.demo(config.get(ProxySettings.DEMO_URL));
        }
        LOG.warn("no ANTHROPIC_API_KEY is set, calls are refused");
        return new Model.None();
    }

    private static RelayConfig relayConfig() {
        var usual = RelayConfig.defaults();
        return new RelayConfig(
                usual.connectTimeout(),
                usual.headTimeout(),
                RESPONSE_TIMEOUT,
                IDLE_TIMEOUT,
                KEEP_ALIVE,
                usual.maxUriBytes(),
                usual.maxHeadBytes(),
                usual.maxPooledPerUpstream(),
                List.of());
    }

    /// The relay as the listeners need it.
    private record RelayListening(Relay relay) implements Listeners.Listening {
        @Override
        public InetSocketAddress bind(InetSocketAddress address) {
            return relay.bind(address);
        }

        @Override
        public void unbind(InetSocketAddress address) {
            relay.unbind(address);
        }
    }
}
