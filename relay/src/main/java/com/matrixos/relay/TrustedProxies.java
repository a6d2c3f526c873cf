package com.matrixos.relay;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/// The addresses whose forwarding headers count. Immutable.
final class TrustedProxies {
    /// An address and how many of its leading bits count.
    @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
    private record Block(byte[] address, int bits) {
        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = bits / 8;
            for (int i = 0; i < whole; i++) {
                if (address[i] != other[i]) {
                    return false;
                }
            }
            int rest = bits % 8;
            return rest == 0 || (address[whole] ^ other[whole]) >> (8 - rest) == 0;
        }
    }

    private final List<Block> blocks;

    /// @throws IllegalArgumentException for what is neither a literal address nor a CIDR block
    TrustedProxies(List<String> addresses) {
        blocks = addresses.stream().map(TrustedProxies::block).toList();
    }

    boolean contains(InetSocketAddress peer) {
        if (blocks.isEmpty()) {
            return false;
        }
        byte[] address = peer.getAddress().getAddress();
        for (Block block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static Block block(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        if (!literal.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            throw new IllegalArgumentException("not an address or CIDR block: " + text);
        }
        try {
            byte[] address = InetAddress.getByName(literal).getAddress();
            int bits = slash < 0 ? 8 * address.length : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > 8 * address.length) {
                throw new IllegalArgumentException("prefix length out of range: " + text);
            }
            return new Block(address, bits);
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException("not an address or CIDR block: " + text, e);
        }
    }
}
