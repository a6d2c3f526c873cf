package com.matrixos.proxy;

import com.matrixos.api.settings.BridgeName;
import com.matrixos.api.settings.PlatformSettings;
import com.matrixos.api.settings.ProxySettings;
import com.matrixos.base.config.Config;
import com.matrixos.base.lifecycle.Claim;
import com.matrixos.base.lifecycle.Lifecycle;
import com.matrixos.base.lifecycle.RunFolder;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.proxy.control.Control;
import com.matrixos.proxy.front.Model;
import com.matrixos.proxy.front.ModelCalls;
import com.matrixos.proxy.front.ProxyRouter;
import com.matrixos.proxy.identity.Callers;
import com.matrixos.proxy.identity.ContainerTokens;
import com.matrixos.proxy.identity.Operators;
import com.matrixos.proxy.identity.ScriptTokens;
import com.matrixos.proxy.keys.KeyRing;
import com.matrixos.proxy.keys.KeySource;
import com.matrixos.proxy.listen.Listeners;
import com.matrixos.proxy.live.LiveUsage;
import com.matrixos.proxy.metering.BatchBooks;
import com.matrixos.proxy.metering.BatchFunds;
import com.matrixos.proxy.metering.Metering;
import com.matrixos.proxy.metering.Meters;
import com.matrixos.proxy.metrics.Metrics;
import com.matrixos.proxy.owned.BatchUpstream;
import com.matrixos.proxy.owned.BatchWatcher;
import com.matrixos.proxy.owned.OwnedCalls;
import com.matrixos.proxy.owned.OwnedObjects;
import com.matrixos.proxy.traffic.Limits;
import com.matrixos.proxy.traffic.Traffic;
import com.matrixos.proxy.upstream.Outbound;
import com.matrixos.relay.Relay;
import com.matrixos.relay.RelayConfig;
import com.matrixos.relay.Upstream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the proxy together with plain `new`, in the order of the start. For one thread, once.
final class Wiring {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    /// Anthropic may think for ten minutes before it answers a call that is not streamed.
    private static final Duration RESPONSE_TIMEOUT = Duration.ofMinutes(10);

    /// Anthropic pings its streams far more often; Claude Code gives up after five minutes.
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(6);

    /// Half of it is how long a connection to an upstream is kept, and our own servers close theirs after
    /// 30 s.
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(50);

    private final Config config;
    private final Scheduler scheduler;
    private final Lifecycle lifecycle;
    private final Metrics metrics = new Metrics();
    private final LiveUsage live = new LiveUsage();

    Wiring(Config config, Scheduler scheduler, Lifecycle lifecycle) {
        this.config = config;
        this.scheduler = scheduler;
        this.lifecycle = lifecycle;
    }

    /// The listeners come last, so who can connect is answered.
    Listeners start() {
        RunFolder folder = lifecycle.add(RunFolder.claim(config.get(ProxySettings.RUN_DIR), "proxy"));
        lifecycle.add(books(config.get(ProxySettings.DB_PATH)));
        Database database = lifecycle.add(Database.open(config.get(ProxySettings.DB_PATH), "db/proxy"));
        var tokens =
                new Control.Tokens(ContainerTokens.load(database, scheduler), ScriptTokens.load(database, scheduler));
        Money money = Money.open(config, database, scheduler, metrics.commits(), lifecycle);
        metrics.watch(money.budgets(), tokens.containers().alerts(), money.ledger()::queueDepth);
        KeyRing keys = keys();
        Model model = model(keys);
        Path control = folder.socket("control.sock");
        control(control, tokens, money, () -> answering(model, keys));
        ModelCalls calls = calls(database, money, model, keys);

        var listeners = new Listeners(
                config.get(ProxySettings.BIND),
                BridgeName.of(config.get(PlatformSettings.NETWORK)),
                config.get(ProxySettings.PORT));
        var callers = new Callers(tokens.containers(), tokens.scripts());
        var router = new ProxyRouter(listeners.peers(), callers, calls, new Upstream.Unix(control));
        Relay relay = lifecycle.add(Relay.start(relayConfig(), router));
        // Closed before the relay, which waits for what is open.
        lifecycle.add(live);
        lifecycle.add(listeners).start(new RelayListening(relay), scheduler);
        return listeners;
    }

    /// A second proxy with the same books would settle the calls of the first at its start. The lock has a
    /// file of its own, because to close any other descriptor of `proxy.db` drops SQLite's.
    private static Claim books(Path file) {
        return Claim.on(Path.of(file + "-lock"), "proxy", "the database " + file);
    }

    private KeyRing keys() {
        return lifecycle
                .add(KeySource.open(
                        config.get(ProxySettings.API_KEY), config.get(ProxySettings.API_KEY_FILE), scheduler))
                .ring();
    }

    /// The key wins over the demo: who has set one wants the real thing.
    private Model model(KeyRing keys) {
        if (keys.present() || config.get(ProxySettings.API_KEY_FILE).isPresent()) {
            LOG.info("calls go to the upstream, with the shared key");
            return new Model.Anthropic(Outbound.to(config.get(ProxySettings.API_URL)));
        }
        if (config.get(ProxySettings.DEMO_MODEL)) {
            LOG.warn("no ANTHROPIC_API_KEY is set, calls are answered by the demo model");
            return new Model.Demo(Outbound.to(config.get(ProxySettings.DEMO_URL)));
        }
        LOG.warn("no ANTHROPIC_API_KEY is set, calls are refused");
        return new Model.None();
    }

    private static String answering(Model model, KeyRing keys) {
        return switch (model) {
            case Model.Anthropic _ -> keys.present() ? "anthropic" : "";
            case Model.Demo _ -> "demo";
            case Model.None() -> "";
        };
    }

    private void control(Path socket, Control.Tokens tokens, Money money, Supplier<String> answering) {
        lifecycle.add(Control.start(
                socket,
                new Operators(config.get(PlatformSettings.SECRET)),
                tokens,
                money.spending(live),
                new Control.Health(money.ledger()::writable, answering, metrics::scrape),
                scheduler));
    }

    private ModelCalls calls(Database database, Money money, Model model, KeyRing keys) {
        var books = new Metering.Books(money.prices(), money.budgets(), money.ledger());
        Meters meters = metrics.calls(name -> money.prices().current().knows(name));
        var traffic = new Traffic(
                new Limits(
                        config.get(ProxySettings.USER_CONCURRENCY), config.get(ProxySettings.USER_REQUESTS_PER_MINUTE)),
                scheduler);
        var metering = new Metering(books, traffic, live, meters, scheduler);
        var batches = lifecycle.add(new BatchBooks(books, money.reader(), meters, scheduler));
        OwnedCalls owned = owned(database, batches, metering, keys);
        return new ModelCalls(model, keys, traffic::upstreamSaid, metering, owned);
    }

    private OwnedCalls owned(Database database, BatchBooks batches, Metering metering, KeyRing keys) {
        var funds = new BatchFunds(metering, scheduler);
        var objects = OwnedObjects.load(database, scheduler, funds);
        BatchUpstream upstream = BatchUpstream.at(config.get(ProxySettings.API_URL), keys::next);
        lifecycle.add(BatchWatcher.start(objects, upstream, batches, scheduler));
        return new OwnedCalls(objects, upstream, batches, funds, metering::broke, metering::budgetHeaders);
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
                usual.maxUnfinishedHeadBytes(),
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
