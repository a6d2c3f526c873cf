package com.matrixos.relay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The header fields the relay acts upon. Every other one is [#OTHER] and passes untouched.
enum Field {
    OTHER("", Role.END_TO_END),
    HOST("host", Role.END_TO_END),
    COOKIE("cookie", Role.END_TO_END),
    CONTENT_LENGTH("content-length", Role.END_TO_END),
    CACHE_CONTROL("cache-control", Role.END_TO_END),
    EXPIRES("expires", Role.END_TO_END),
    VARY("vary", Role.END_TO_END),
    EXPECT("expect", Role.END_TO_END),
    CONNECTION("connection", Role.HOP_BY_HOP),
    KEEP_ALIVE("keep-alive", Role.HOP_BY_HOP),
    PROXY_CONNECTION("proxy-connection", Role.HOP_BY_HOP),
    PROXY_AUTHENTICATE("proxy-authenticate", Role.HOP_BY_HOP),
    PROXY_AUTHORIZATION("proxy-authorization", Role.HOP_BY_HOP),
    TE("te", Role.HOP_BY_HOP),
    TRANSFER_ENCODING("transfer-encoding", Role.HOP_BY_HOP),
    UPGRADE("upgrade", Role.HOP_BY_HOP),
    HTTP2_SETTINGS("http2-settings", Role.HOP_BY_HOP),
    FORWARDED("forwarded", Role.FORWARDING),
    VIA("via", Role.FORWARDING),
    X_FORWARDED_FOR("x-forwarded-for", Role.FORWARDING),
    X_FORWARDED_PROTO("x-forwarded-proto", Role.FORWARDING),
    X_FORWARDED_HOST("x-forwarded-host", Role.FORWARDING),
    X_REAL_IP("x-real-ip", Role.FORWARDING),
    TRUE_CLIENT_IP("true-client-ip", Role.FORWARDING),
    /// Any other `X-Forwarded-…`.
    X_FORWARDED_OTHER("x-forwarded-", Role.FORWARDING),
    /// Any `CF-…`, which Cloudflare adds.
    CLOUDFLARE("cf-", Role.FORWARDING);

    /// What the relay does with a field as a rule.
    enum Role {
        END_TO_END,
        HOP_BY_HOP,
        FORWARDING
    }

    private static final Field[][] BY_LENGTH = byLength();

    @SuppressWarnings("ImmutableEnumChecker") // never written after construction, never handed out
    private final byte[] lowerCase;

    private final Role role;

    Field(String lowerCase, Role role) {
        this.lowerCase = lowerCase.getBytes(StandardCharsets.US_ASCII);
        this.role = role;
    }

    Role role() {
        return role;
    }

    /// Whether a trusted proxy's word on this goes on as it is; the relay writes the other forwarding
    /// headers itself.
    boolean keptFromTrusted() {
        return this == CLOUDFLARE;
    }

    /// The field with this name, compared without regard to case.
    static Field of(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length < BY_LENGTH.length) {
            for (Field candidate : BY_LENGTH[length]) {
                if (Bytes.equalsIgnoreCase(bytes, from, candidate.lowerCase)) {
                    return candidate;
                }
            }
        }
        if (X_FORWARDED_OTHER.begins(bytes, from, length)) {
            return X_FORWARDED_OTHER;
        }
        return CLOUDFLARE.begins(bytes, from, length) ? CLOUDFLARE : OTHER;
    }

    private boolean begins(byte[] bytes, int from, int length) {
        return length > lowerCase.length && Bytes.equalsIgnoreCase(bytes, from, lowerCase);
    }

    private static Field[][] byLength() {
        var lists = new ArrayList<List<Field>>();
        for (Field field : values()) {
            while (lists.size() <= field.lowerCase.length) {
                lists.add(new ArrayList<>());
            }
            if (field != OTHER && field != X_FORWARDED_OTHER && field != CLOUDFLARE) {
                lists.get(field.lowerCase.length).add(field);
            }
        }
        return lists.stream().map(list -> list.toArray(Field[]::new)).toArray(Field[][]::new);
    }
}
