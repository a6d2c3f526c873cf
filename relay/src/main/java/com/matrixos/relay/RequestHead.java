package com.matrixos.relay;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// A request's head as it arrived, checked for framing but otherwise untouched. Immutable; may be kept and
/// read from any thread.
public interface RequestHead {
    /// The method, as sent.
    String method();

    /// The request target, as sent: path and query (never absolute form; that is refused).
    String uri();

    /// The part of [#uri] before any `?`, not decoded.
    String path();

    /// The one `Host` header in lower case, with the port if there was one.
    String host();

    /// Who is connected to us: the browser's tunnel, not the browser.
    InetSocketAddress peer();

    /// Whether the peer is a configured trusted proxy, so that its forwarding headers count.
    boolean fromTrustedProxy();

    /// Whether the request came through any proxy: it bears a forwarding header (`Forwarded`,
    /// `X-Forwarded-*`, `X-Real-IP`, `CF-*`, `Via`), trusted or not. Such a request is never the operator
    /// at the machine.
    boolean forwarded();

    /// `http` or `https` as the browser sees it: `https` only when a trusted proxy says so.
    String scheme();

    /// Whether this asks for another protocol on the connection (a WebSocket, for example).
    boolean upgrade();

    /// A header's first value; names are compared without regard to case.
    Optional<String> header(String name);

    /// All values of a header, in order.
    List<String> headers(String name);

    /// The value of a cookie, the first of that name.
    Optional<String> cookie(String name);
}
