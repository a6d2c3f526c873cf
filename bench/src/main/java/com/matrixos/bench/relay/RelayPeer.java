package com.matrixos.bench.relay;

import com.matrixos.relay.HeadEdits;
import com.matrixos.relay.Meter;
import com.matrixos.relay.Relay;
import com.matrixos.relay.RelayConfig;
import com.matrixos.relay.RelayFailure;
import com.matrixos.relay.RequestHead;
import com.matrixos.relay.Router;
import com.matrixos.relay.Upstream;
import com.matrixos.relay.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// One relay process under load: `RelayPeer PORT UPSTREAM_PORT HOSTS`. With 0 hosts everything goes to the upstream
/// without a look; with more, the request's host is looked up among so many, as the platform does.
final class RelayPeer {
    private RelayPeer() {}

    /// Runs until killed.
    public static void main(String[] args) throws InterruptedException {
        var upstream =
                new Upstream.Tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1])));
        int hosts = Integer.parseInt(args[2]);
        var relay = Relay.start(RelayConfig.defaults(), hosts == 0 ? new Plain(upstream) : new Table(upstream, hosts));
        var address = relay.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])));
        System.out.println("listening on " + address);
        Thread.currentThread().join();
    }

    private static Verdict.Forward forward(Upstream upstream) {
        return new Verdict.Forward(upstream, HeadEdits.NONE, false, Meter.NONE);
    }

    private static Verdict.Respond failure(RelayFailure failure) {
        return new Verdict.Respond(failure.status(), Map.of(), new byte[0]);
    }

    /// Every request goes to the one upstream.
    private record Plain(Verdict.Forward forward) implements Router {
        Plain(Upstream upstream) {
            this(RelayPeer.forward(upstream));
        }

        @Override
        public void route(RequestHead head, Consumer<Verdict> decide) {
            decide.accept(forward);
        }

        @Override
        public void failed(RequestHead head, RelayFailure failure, Consumer<Verdict> decide) {
            decide.accept(failure(failure));
        }
    }

    /// A host is looked up, and an unknown one answered 404.
    private record Table(Map<String, Verdict.Forward> byHost) implements Router {
        Table(Upstream upstream, int hosts) {
            this(new HashMap<>());
            for (int i = 0; i < hosts; i++) {
                byHost.put("user" + i + ".example.test", RelayPeer.forward(upstream));
            }
        }

        @Override
        public void route(RequestHead head, Consumer<Verdict> decide) {
            Verdict.Forward found = byHost.get(head.host());
            decide.accept(found == null ? new Verdict.Respond(404, Map.of(), new byte[0]) : found);
        }

        @Override
        public void failed(RequestHead head, RelayFailure failure, Consumer<Verdict> decide) {
            decide.accept(failure(failure));
        }
    }
}
