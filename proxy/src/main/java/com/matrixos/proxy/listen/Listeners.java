package com.matrixos.proxy.listen;

import com.matrixos.api.settings.BindAddress;
import com.matrixos.base.time.Cancellable;
import com.matrixos.base.time.Scheduler;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens on what `PROXY_BIND` names, and goes on looking at the interfaces in it: the containers' bridge
/// appears when the first container is made, and may be made anew with another address.
///
/// Safe for use from any thread.
public final class Listeners implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /// What can listen; the relay.
    public interface Listening {
        /// Listens on an address and returns the one it got.
        ///
        /// @throws UncheckedIOException when that is not possible
        InetSocketAddress bind(InetSocketAddress address);

        /// Stops to listen there; connections that were made go on.
        void unbind(InetSocketAddress address);
    }

    private final List<BindAddress> wanted;
    private final String bridge;
    private final int port;
    private final Peers peers;
    private final Map<InetAddress, InetSocketAddress> bound = new LinkedHashMap<>();
    private final Set<String> reported = new HashSet<>();
    private boolean closed;

    private Listening listening = new Unstarted();
    private Cancellable watch = () -> {};

    /// Nothing listens yet.
    ///
    /// @param wanted where to listen
    /// @param bridge the name of the interface that [BindAddress.Bridge] stands for
    /// @param port on every address; 0 for any free one, which differs between them
    public Listeners(List<BindAddress> wanted, String bridge, int port) {
        this.wanted = List.copyOf(wanted);
        this.bridge = bridge;
        this.port = port;
        this.peers = new Peers(wanted.stream().anyMatch(Listeners::facesTheWorld));
    }

    /// Whom the listeners hear; follows the interfaces.
    public Peers peers() {
        return peers;
    }

    /// Binds the literal addresses and the interfaces that are there, then looks for the rest every second.
    ///
    /// @throws UncheckedIOException when a literal address cannot be bound
    public synchronized void start(Listening listening, Scheduler scheduler) {
        this.listening = listening;
        for (BindAddress address : wanted) {
            if (address instanceof BindAddress.Literal(InetAddress literal)) {
                bind(literal);
            }
        }
        refresh();
        if (interfaces().findAny().isPresent()) {
            watch = scheduler.every(INTERVAL, this::refresh);
        }
    }

    /// Where the proxy listens now.
    public synchronized List<InetSocketAddress> addresses() {
        return List.copyOf(bound.values());
    }

    /// Looks no more. What listens is closed with the relay.
    @Override
    public synchronized void close() {
        closed = true;
        watch.cancel();
    }

    private synchronized void refresh() {
        if (closed) {
            return;
        }
        var networks = new ArrayList<Peers.Network>();
        for (String name : interfaces().toList()) {
            networks.addAll(networksOf(name));
        }
        peers.admit(networks);
        Set<InetAddress> present = new HashSet<>(literals().toList());
        networks.forEach(network -> present.add(network.address()));
        bound.keySet().stream()
                .filter(address -> !present.contains(address))
                .toList()
                .forEach(this::unbind);
        networks.stream()
                .map(Peers.Network::address)
                .filter(address -> !bound.containsKey(address))
                .forEach(this::tryToBind);
    }

    /// An interface may lose its address between our look and our bind, or another process may hold the
    /// port there; both may pass, so neither is the end of the proxy.
    private void tryToBind(InetAddress address) {
        try {
            bind(address);
            reported.remove(address.getHostAddress());
        } catch (UncheckedIOException e) {
            if (reported.add(address.getHostAddress())) {
                LOG.warn("cannot listen, will go on trying address={}:{}", address.getHostAddress(), port, e);
            }
        }
    }

    private void bind(InetAddress address) {
        InetSocketAddress got = listening.bind(new InetSocketAddress(address, port));
        bound.put(address, got);
        LOG.info("listening address={}:{}", address.getHostAddress(), got.getPort());
    }

    private void unbind(InetAddress address) {
        InetSocketAddress was = bound.remove(address);
        if (was != null) {
            listening.unbind(was);
            LOG.info("no longer listening address={}:{}", address.getHostAddress(), was.getPort());
        }
    }

    /// The interface's addresses, without link-local ones: they need a scope to be reached and no container
    /// uses them.
    private List<Peers.Network> networksOf(String name) {
        NetworkInterface found;
        try {
            found = NetworkInterface.getByName(name);
        } catch (SocketException e) {
            throw new UncheckedIOException("look for the interface " + name, e);
        }
        if (found == null) {
            if (reported.add(name)) {
                LOG.info("interface is not there, looking again every second name={}", name);
            }
            return List.of();
        }
        reported.remove(name);
        return found.getInterfaceAddresses().stream()
                .filter(one -> !one.getAddress().isLinkLocalAddress())
                .map(Listeners::network)
                .toList();
    }

    private static Peers.Network network(InterfaceAddress address) {
        return new Peers.Network(address.getAddress(), address.getNetworkPrefixLength());
    }

    private Stream<String> interfaces() {
        return wanted.stream().flatMap(address -> switch (address) {
            case BindAddress.Literal _ -> Stream.empty();
            case BindAddress.Interface(String name) -> Stream.of(name);
            case BindAddress.Bridge() -> Stream.of(bridge);
        });
    }

    private Stream<InetAddress> literals() {
        return wanted.stream()
                .flatMap(address -> address instanceof BindAddress.Literal(InetAddress literal)
                        ? Stream.of(literal)
                        : Stream.empty());
    }

    private static boolean facesTheWorld(BindAddress address) {
        return address instanceof BindAddress.Literal(InetAddress literal) && !literal.isLoopbackAddress();
    }

    /// Stands for the relay until there is one.
    private static final class Unstarted implements Listening {
        @Override
        public InetSocketAddress bind(InetSocketAddress address) {
            throw new IllegalStateException("not started: " + address);
        }

        @Override
        public void unbind(InetSocketAddress address) {}
    }
}
