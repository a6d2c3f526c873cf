package com.matrixos.home.files;

import java.nio.charset.StandardCharsets;

/// `Content-Disposition: attachment` for any file name there can be.
final class Disposition {
    /// What RFC 5987 lets stand as it is.
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~";

    private Disposition() {}

    /// The header's value: the name in UTF-8, and before it one of ASCII for clients that read nothing else.
    static String attachment(String name) {
        var encoded = new StringBuilder();
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            if (PLAIN.indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(String.format("%02X", octet));
            }
        }
        String ascii = name.replaceAll("[^ -~]|[\"\\\\%]", "_");
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
    }
}
