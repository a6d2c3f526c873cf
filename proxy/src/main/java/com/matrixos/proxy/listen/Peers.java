package com.matrixos.proxy.listen;

import java.net.InetAddress;
import java.util.List;

/// Whom the proxy hears: itself, and the networks it listens on by interface. Linux takes a packet for a
/// bridge's address from any other interface too, so binding alone would let a neighbour on the operator's
/// network in.
///
/// Safe for use from any thread; [#admits] never blocks.
public final class Peers {
    /// The addresses that share a prefix with one.
    ///
    /// @param address any address of the network
    /// @param prefixBits how many leading bits are the network's
    record Network(InetAddress address, int prefixBits) {
        boolean contains(InetAddress other) {
            byte[] mine = address.getAddress();
            byte[] theirs = other.getAddress();
            if (mine.length != theirs.length) {
                return false;
            }
            int differing = 0;
            for (int bit = 0; bit < prefixBits; bit++) {
                int mask = 0x80 >> (bit % 8);
                differing |= (mine[bit / 8] ^ theirs[bit / 8]) & mask;
            }
            return differing == 0;
        }
    }

    private final boolean everyone;
    private volatile List<Network> networks = List.of();

    /// @param everyone whether the operator has named an address of the outside world to listen on, and so
    /// wants whoever comes there
    Peers(boolean everyone) {
        this.everyone = everyone;
    }

    /// Whether a connection from this address may ask for anything.
    public boolean admits(InetAddress peer) {
        return everyone || peer.isLoopbackAddress() || networks.stream().anyMatch(network -> network.contains(peer));
    }

    /// From now on these networks are heard, and those before are not.
    void admit(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }
}
