package com.matrixos.platform.routing;

import java.util.Set;

/// Reads the `Host` header. Pure.
///
/// ```
/// host     = name [ ":" port ]
/// control  = D | "www." D | "api." D | "localhost" | "127.0.0.1" | "[::1]"
/// computer = label "." D                  one label, whatever it is: whether it names anything is not said here
/// ```
///
/// D is the domain of the installation. `localhost` is always the control plane, so that the operator at
/// the machine is at home whatever D is.
final class HostGrammar {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String domain;
    private final Set<String> control;

    HostGrammar(String domain) {
        this.domain = domain;
        this.control = Set.of(domain, "www." + domain, "api." + domain);
    }

    /// @param host in lower case, as [com.matrixos.relay.RequestHead#host] gives it
    Destination read(String host) {
        String name = withoutPort(host);
        if (LOOPBACK.contains(name) || control.contains(name)) {
            return new Destination.Control();
        }
        String suffix = "." + domain;
        String label = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : "";
        return label.isEmpty() || label.contains(".") ? new Destination.Elsewhere() : new Destination.Computer(label);
    }

    /// Whether the host is one that only somebody at this machine would type.
    static boolean loopback(String host) {
        return LOOPBACK.contains(withoutPort(host));
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }
}
