package com.matrixos.relay;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Sends everything to one upstream, and after a failure to another if there is one.
final class OneRouter implements Router {
    final Upstream first;
    private final @Nullable Upstream second;

    OneRouter(Upstream first) {
        this(first, null);
    }

    OneRouter(Upstream first, @Nullable Upstream second) {
        this.first = first;
        this.second = second;
    }

    static InetSocketAddress bind(Relay relay) {
        return relay.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @Override
    public void route(RequestHead head, Consumer<Verdict> decide) {
        decide.accept(new Verdict.Forward(first, HeadEdits.NONE, false, Meter.NONE));
    }

    @Override
    public void failed(RequestHead head, RelayFailure failure, Consumer<Verdict> decide) {
        decide.accept(
                second == null
                        ? new Verdict.Respond(
                                failure.status(), Map.of(), failure.name().getBytes())
                        : new Verdict.Forward(second, HeadEdits.NONE, false, Meter.NONE));
    }
}
