package com.matrixos.proxy.upstream;

import com.matrixos.proxy.keys.Key;
import com.matrixos.relay.HeadEdits;
import com.matrixos.relay.Meter;
import com.matrixos.relay.RequestHead;
import com.matrixos.relay.Tap;
import com.matrixos.relay.Upstream;
import com.matrixos.relay.Verdict;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Sends requests to the upstream: the caller's credentials out, a key of the operator's in, everything else
/// as it came. Safe for use from any thread.
public final class Outbound {
    /// Set by the front on direct requests of the operator; must never come from outside.
    private static final String DIRECT_HEADER = "x-matrix-direct";

    /// The caller's credentials, cookies and route are none of the upstream's business. `identity`, because a
    /// compressed event stream holds events back until a block is full.
    private static final HeadEdits FOR_UPSTREAM = HeadEdits.NONE
            .remove("authorization")
            .remove("x-api-key")
            .remove("cookie")
            .remove("forwarded")
            .remove("via")
            .remove("x-real-ip")
            .remove("x-forwarded-for")
            .remove("x-forwarded-host")
            .remove("x-forwarded-port")
            .remove("x-forwarded-proto")
            .remove("x-forwarded-server")
            .remove("cf-connecting-ip")
            .remove("cf-ipcountry")
            .remove("cf-ray")
            .remove("cf-visitor")
            .remove(DIRECT_HEADER)
            .set("accept-encoding", "identity");

    private final Upstream upstream;
    private final String basePath;
    private final HeadEdits keyless;
    private final Map<Key, HeadEdits> byKey = new ConcurrentHashMap<>();

    private Outbound(Upstream upstream, String basePath, String host) {
        this.upstream = upstream;
        this.basePath = basePath;
        this.keyless = FOR_UPSTREAM.set("host", host);
    }

    /// The upstream at an address, whose path is kept in front of every request's.
    public static Outbound to(URI url) {
        boolean tls = "https".equals(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        String host = url.getHost();
        Upstream upstream =
                tls ? new Upstream.Tls(host, port) : new Upstream.Tcp(InetSocketAddress.createUnresolved(host, port));
        String path = url.getRawPath() == null ? "" : url.getRawPath().replaceFirst("/+$", "");
        return new Outbound(upstream, path, url.getPort() >= 0 ? host + ":" + port : host);
    }

    /// Relays a request as it came.
    ///
    /// @param key that pays, or null where the upstream wants none
    /// @param tap looks into the exchange
    public Verdict.Forward forward(RequestHead head, @Nullable Key key, Tap tap) {
        return forward(head.uri(), key, tap);
    }

    /// Relays a request to another target.
    ///
    /// @param uri path and query
    public Verdict.Forward forward(String uri, @Nullable Key key, Tap tap) {
        return new Verdict.Forward(upstream, edits(key).uri(basePath + uri), false, Meter.NONE, tap);
    }

    /// Made once for each key: the edits of a request are then a copy with another target.
    private HeadEdits edits(@Nullable Key key) {
        if (key == null) {
            return keyless;
        }
        if (byKey.size() > 1_000) {
            byKey.clear();
        }
        return byKey.computeIfAbsent(key, k -> keyless.set("x-api-key", k.value()));
    }

    /// Without a word about keys.
    @Override
    public String toString() {
        return "Outbound[" + upstream + basePath + "]";
    }
}
