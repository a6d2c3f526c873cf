package com.matrixos.proxy.front;

<<<<<<< HEAD
import com.matrixos.proxy.upstream.Outbound;

/// What answers calls to the model.
public sealed interface Model {
    /// Anthropic, or what stands in its place, with one of the operator's keys.
    record Anthropic(Outbound outbound) implements Model {}
=======
import com.matrixos.proxy.identity.Operators;
import com.matrixos.proxy.keys.KeyRing;
import com.matrixos.relay.HeadEdits;
import com.matrixos.relay.Upstream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;

/// What answers calls to the model.
public sealed interface Model {
    /// Anthropic, or what stands in its place, with the shared key.
    ///
    /// @param upstream where it is
    /// @param basePath what comes before `/v1/…` there, without a slash at its end; usually empty
    /// @param edits the changes that are the same for every request: the caller's credentials out
    /// @param keys what goes in for them
    record Anthropic(Upstream upstream, String basePath, HeadEdits edits, KeyRing keys) implements Model {}
>>>>>>> keys

    /// The scripted demo model, which wants no key.
    record Demo(Outbound outbound) implements Model {}

    /// Nothing: the operator has set no key and wants no demo.
    record None() implements Model {}
<<<<<<< HEAD
=======

    /// Anthropic at an address.
    ///
    /// @param url `ANTHROPIC_API_URL`: its path is kept in front of every request's
    /// @param keys the shared keys
    static Model anthropic(URI url, KeyRing keys) {
        boolean tls = "https".equals(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        String host = url.getHost();
        Upstream upstream =
                tls ? new Upstream.Tls(host, port) : new Upstream.Tcp(InetSocketAddress.createUnresolved(host, port));
        String path = url.getRawPath() == null ? "" : url.getRawPath().replaceFirst("/+$", "");
        return new Anthropic(
                upstream, path, FOR_ANTHROPIC.set("host", url.getPort() >= 0 ? host + ":" + port : host), keys);
    }

    /// The caller's credentials, cookies and route are none of Anthropic's business. `identity`, because a
    /// compressed event stream holds events back until a block is full.
    HeadEdits FOR_ANTHROPIC = HeadEdits.NONE
            .remove("authorization")
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
            .remove(Operators.DIRECT_HEADER)
            .set("accept-encoding", "identity");
>>>>>>> keys
}
