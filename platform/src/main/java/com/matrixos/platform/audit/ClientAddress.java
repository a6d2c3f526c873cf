package com.matrixos.platform.audit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Whose address it is that the relay reports. Behind a trusted proxy it reports a list: whatever the
/// client claimed,
/// then the client as the proxy saw it, then the proxy. Pure.
public final class ClientAddress {
    /// What a household or a server gets of IPv6: whoever has one address of it has them all.
    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    /// The client's address: the last that somebody we trust has written, and that is not the proxy's own.
    ///
    /// @param forwarded the value of `X-Forwarded-For` as the relay sends it
    public static String of(String forwarded) {
        List<String> all = List.of(forwarded.split(",", -1));
        return all.get(Math.max(0, all.size() - 2)).strip();
    }

    /// As whom the client is counted: an IPv4 address, the /64 of an IPv6 address, or `unknown`.
    ///
    /// @param forwarded as in [#of]
    public static String network(String forwarded) {
        String address = of(forwarded);
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES)) + "/64"
                    : address;
        } catch (IllegalArgumentException _) {
            return "unknown";
        }
    }
}
