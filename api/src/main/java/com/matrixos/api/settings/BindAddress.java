package com.matrixos.api.settings;

import java.net.InetAddress;

/// One place to listen, as an operator writes it in `PROXY_BIND`:
///
/// ```
/// bind    = address | "@bridge" | "@" interface
/// address = an IPv4 or IPv6 literal; names are refused, since what they mean may change under a running process
/// ```
public sealed interface BindAddress {
    /// `IFNAMSIZ` of Linux, without its terminating zero.
    int MAX_INTERFACE_NAME = 15;

    /// An address that must be there and free when the process starts.
    record Literal(InetAddress address) implements BindAddress {}

    /// Whatever addresses the network interface of this name has, now or later.
    record Interface(String name) implements BindAddress {}

    /// The interface of the containers' network; see [BridgeName].
    record Bridge() implements BindAddress {}

    /// Reads one entry.
    ///
    /// @throws IllegalArgumentException with what is expected, when it is neither form
    static BindAddress parse(String text) {
        if (text.equals("@bridge")) {
            return new Bridge();
        }
        if (text.startsWith("@")) {
            return new Interface(interfaceName(text.substring(1)));
        }
        try {
            return new Literal(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "must list IP addresses, @bridge or @INTERFACE, and \"" + text + "\" is none of them", e);
        }
    }

    private static String interfaceName(String name) {
        if (!name.matches("[A-Za-z0-9_.:-]{1," + MAX_INTERFACE_NAME + "}")) {
            throw new IllegalArgumentException("must name interfaces of 1 to 15 letters, digits and _.:- after @");
        }
        return name;
    }
}
