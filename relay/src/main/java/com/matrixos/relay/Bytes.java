package com.matrixos.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/// What HTTP says of single octets, as tables, and comparisons on raw octets.
final class Bytes {
    /// The end of a line, for [ByteBufUtil#writeShortBE].
    static final int CRLF = 0x0d0a;

    private static final int COLON = 0x3a20;
    /// The lower-case form of each octet that may stand in a token; 0 for the others.
    private static final byte[] TOKEN = tokens();

    private static final boolean[] HOST = hosts();

    private Bytes() {}

    /// Whether this octet may stand in a method or a field name.
    static boolean token(byte b) {
        return TOKEN[b & 0xff] != 0;
    }

    /// Whether this octet may stand in a field value: a tab, or anything visible, or above ASCII.
    static boolean text(byte b) {
        return b >= ' ' ? b != 0x7f : b < 0 || b == '\t';
    }

    /// Whether this octet may stand in a request target. Above ASCII is refused: two servers may read it
    /// differently.
    static boolean target(byte b) {
        return b > ' ' && b < 0x7f && b != '#';
    }

    static boolean blank(byte b) {
        return b == ' ' || b == '\t';
    }

    /// Whether `bytes` at `from` holds `lowerCase`, compared without regard to ASCII case. The caller has
    /// checked the length.
    static boolean equalsIgnoreCase(byte[] bytes, int from, byte[] lowerCase) {
        for (int i = 0; i < lowerCase.length; i++) {
            if (lower(bytes[from + i]) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    static boolean equalsIgnoreCase(byte[] bytes, int from, int to, String name) {
        if (to - from != name.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (lower(bytes[i]) != lower((byte) name.charAt(i - from))) {
                return false;
            }
        }
        return true;
    }

    /// Whether `bytes` from `from` to `to` is exactly this ASCII text.
    static boolean is(byte[] bytes, int from, int to, String text) {
        if (to - from != text.length() || to > bytes.length) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (bytes[i] != text.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }

    /// Whether this octet may stand in `Host`: a name, an address, brackets, a port.
    static boolean hostOctet(byte b) {
        return b > 0 && HOST[b];
    }

    static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
    }

    /// Writes a header our own code made.
    ///
    /// @throws IllegalArgumentException when it holds a control character: it must never become a second
    /// header
    static void writeHeader(ByteBuf out, String name, String value) {
        checkText(name);
        checkText(value);
        ByteBufUtil.writeUtf8(out, name);
        ByteBufUtil.writeShortBE(out, COLON);
        ByteBufUtil.writeUtf8(out, value);
        ByteBufUtil.writeShortBE(out, Bytes.CRLF);
    }

    private static void checkText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                throw new IllegalArgumentException("control character in a header at index " + i);
            }
        }
    }

    private static byte[] tokens() {
        var table = new byte[256];
        for (int c = '0'; c <= '9'; c++) {
            table[c] = (byte) c;
        }
        for (int c = 'a'; c <= 'z'; c++) {
            table[c] = (byte) c;
            table[c - 0x20] = (byte) c;
        }
        for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
            table[c] = (byte) c;
        }
        return table;
    }

    private static boolean[] hosts() {
        var table = new boolean[128];
        for (int c = 0; c < 128; c++) {
            table[c] = Character.isLetterOrDigit(c) || ".-_:[]".indexOf(c) >= 0;
        }
        return table;
    }
}
