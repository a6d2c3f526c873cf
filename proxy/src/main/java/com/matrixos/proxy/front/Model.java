package com.matrixos.proxy.front;

import com.matrixos.proxy.identity.Operators;
import com.matrixos.relay.HeadEdits;
import com.matrixos.relay.Upstream;
import java.net.InetSocketAddress;
import java.net.URI;

/// What answers calls to the model.
public sealed interface Model {
    /// Anthropic, or what stands in its place, with the shared key.
    ///
    /// @param upstream where it is
    /// @param basePath what comes before `/v1/…` there, without a slash at its end; usually empty
    /// @param edits the changes that are the same for every request: the key in, the caller's credentials out
    record Anthropic(Upstream upstream, String basePath, HeadEdits edits) implements Model {
        /// The shared key goes into the edits and nowhere else, so no text of this record may be logged.
        @Override
        public String toString() {
            return "Anthropic";
        }
    }

    /// The demo model, a program of its own. It gets no key, and labels what it answers.
    ///
    /// @param upstream where it is
    /// @param basePath what comes before `/v1/…` there, without a slash at its end; usually empty
    /// @param edits the changes that are the same for every request: the caller's credentials out
    record Demo(Upstream upstream, String basePath, HeadEdits edits) implements Model {}

    /// Nothing: the operator has set no key and wants no demo.
    record None() implements Model {}

    /// Anthropic at an address.
    ///
    /// @param url `ANTHROPIC_API_URL`: its path is kept in front of every request's
    /// @param key the shared key
    static Model anthropic(URI url, String key) {
        return new Anthropic(upstream(url), basePath(url), edits(url).set("x-api-key", key));
    }

    /// The demo model at an address.
    ///
    /// @param url `PROXY_DEMO_URL`: its path is kept in front of every request's
    static Model demo(URI url) {
        return new Demo(upstream(url), basePath(url), edits(url).remove("x-api-key"));
    }

    private static Upstream upstream(URI url) {
        boolean tls = "https".equals(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        String host = url.getHost();
        return tls ? new Upstream.Tls(host, port) : new Upstream.Tcp(InetSocketAddress.createUnresolved(host, port));
    }

    private static String basePath(URI url) {
        return url.getRawPath() == null ? "" : url.getRawPath().replaceFirst("/+$", "");
    }

    private static HeadEdits edits(URI url) {
        String host = url.getHost();
        return FOR_ANTHROPIC.set("host", url.getPort() >= 0 ? host + ":" + url.getPort() : host);
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
}
