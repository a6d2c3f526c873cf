package com.matrixos.relay;

import com.matrixos.testkit.sockets.RawServer;
import com.matrixos.testkit.sockets.RawSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A relay in front of one scripted upstream. Failures are answered with their status and their name as the body.
final class TestRelay implements AutoCloseable {
    /// Long enough never to matter.
    static final RelayConfig PATIENT = RelayConfig.defaults();

    /// Counts what a meter is told, by however many loops.
    static final class Count implements Meter {
        volatile long received;
        volatile long sent;
        volatile int closed;

        @Override
        public synchronized void received(int bytes) {
            received += bytes;
        }

        @Override
        public synchronized void sent(int bytes) {
            sent += bytes;
        }

        @Override
        public synchronized void closed() {
            closed++;
        }
    }

    final RawServer upstream;
    final Relay relay;
    final InetSocketAddress address;
    final Count count = new Count();
    final List<RequestHead> heads = new CopyOnWriteArrayList<>();
    final List<RelayFailure> failures = new CopyOnWriteArrayList<>();

    private TestRelay(RelayConfig config, UnaryOperator<Verdict.Forward> change, RawServer upstream) {
        this.upstream = upstream;
        var forward =
                change.apply(new Verdict.Forward(new Upstream.Tcp(upstream.address()), HeadEdits.NONE, false, count));
        relay = Relay.start(config, new Router() {
            @Override
            public void route(RequestHead head, Consumer<Verdict> decide) {
                heads.add(head);
                decide.accept(forward);
            }

            @Override
            public void failed(RequestHead head, RelayFailure failure, Consumer<Verdict> decide) {
                failures.add(failure);
                decide.accept(new Verdict.Respond(
                        failure.status(), Map.of(), failure.name().getBytes()));
            }
        });
        address = relay.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    static TestRelay before(RawServer.Script script) {
        return before(PATIENT, script);
    }

    static TestRelay before(RelayConfig config, RawServer.Script script) {
        return new TestRelay(config, forward -> forward, RawServer.start(script));
    }

    static TestRelay before(UnaryOperator<Verdict.Forward> change, RawServer.Script script) {
        return new TestRelay(PATIENT, change, RawServer.start(script));
    }

    static TestRelay before(RelayConfig config, UnaryOperator<Verdict.Forward> change, RawServer.Script script) {
        return new TestRelay(config, change, RawServer.start(script));
    }

    static TestRelay before(RelayConfig config, RawServer upstream) {
        return new TestRelay(config, forward -> forward, upstream);
    }

    static TestRelay edited(HeadEdits edits, RawServer.Script script) {
        return before(to -> new Verdict.Forward(to.upstream(), edits, to.privateByDefault(), to.meter()), script);
    }

    static TestRelay privately(RawServer.Script script) {
        return before(to -> new Verdict.Forward(to.upstream(), to.edits(), true, to.meter()), script);
    }

    /// All time-outs but the named one are long.
    static RelayConfig impatient(String which) {
        var d = PATIENT;
        var brief = Duration.ofMillis(200);
        return new RelayConfig(
                which.equals("connect") ? brief : d.connectTimeout(),
                which.equals("head") ? brief : d.headTimeout(),
                which.equals("response") ? brief : d.responseTimeout(),
                which.equals("idle") ? brief : d.idleTimeout(),
                which.equals("keepAlive") ? brief : d.keepAliveTimeout(),
                d.maxUriBytes(),
                d.maxHeadBytes(),
                d.maxUnfinishedHeadBytes(),
                d.maxPooledPerUpstream(),
                d.trustedProxies());
    }

    /// With so much memory for heads that have come in part.
    static RelayConfig unfinishedHeads(long bytes) {
        var d = PATIENT;
        return new RelayConfig(
                d.connectTimeout(),
                d.headTimeout(),
                d.responseTimeout(),
                d.idleTimeout(),
                d.keepAliveTimeout(),
                d.maxUriBytes(),
                d.maxHeadBytes(),
                bytes,
                d.maxPooledPerUpstream(),
                d.trustedProxies());
    }

    RawSocket connect() {
        return RawSocket.connect(address);
    }

    RawSocket send(String request) {
        return connect().send(request);
    }

    @Override
    public void close() {
        relay.close(Duration.ZERO);
        upstream.close();
    }
}
