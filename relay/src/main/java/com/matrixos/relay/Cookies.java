package com.matrixos.relay;

import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/// Reads and prunes the value of a `Cookie` header: `name=value; name=value`.
final class Cookies {
    private Cookies() {}

    static Optional<String> value(String header, String name) {
        for (int at = 0; at < header.length(); ) {
            int end = end(header, at);
            if (named(header, at, end, name)) {
                int equals = header.indexOf('=', at);
                return Optional.of(header.substring(equals + 1, end).strip());
            }
            at = end + 1;
        }
        return Optional.empty();
    }

    /// The header without the cookies of these names; empty when none is left.
    static String without(String header, Set<String> names) {
        var kept = new StringJoiner("; ");
        for (int at = 0; at < header.length(); ) {
            int end = end(header, at);
            String pair = header.substring(at, end).strip();
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals).strip();
            if (!pair.isEmpty() && !names.contains(name)) {
                kept.add(pair);
            }
            at = end + 1;
        }
        return kept.toString();
    }

    private static int end(String header, int at) {
        int semicolon = header.indexOf(';', at);
        return semicolon < 0 ? header.length() : semicolon;
    }

    private static boolean named(String header, int at, int end, String name) {
        int equals = header.indexOf('=', at);
        return equals >= 0
                && equals < end
                && header.substring(at, equals).strip().equals(name);
    }
}
