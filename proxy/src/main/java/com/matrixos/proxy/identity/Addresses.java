package com.matrixos.proxy.identity;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Makes addresses comparable.
final class Addresses {
    private Addresses() {}

    /// The same address without a scope, and as IPv4 when it is that within IPv6 (`::ffff:172.18.0.5`): a
    /// listener for both hands those out, and the JDK alone would call them different.
    static InetAddress plain(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    /// As written down.
    ///
    /// @throws IllegalArgumentException when it is not a literal address; names are never looked up
    static InetAddress parse(String literal) {
        return plain(InetAddress.ofLiteral(literal));
    }
}
