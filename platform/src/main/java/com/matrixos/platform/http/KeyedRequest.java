package com.matrixos.platform.http;

import com.matrixos.base.http.Call;
import com.matrixos.base.ids.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A request that came under a key, as it is stored.
///
/// @param principal see [Caller]
/// @param key digest of the key
/// @param fingerprint of query and body: HMAC-SHA-256 under the key itself, so that nobody who reads the
/// database can
/// guess what a body was; empty where it may hold a secret
record KeyedRequest(String principal, String method, String path, String key, String fingerprint) {
    private static final String MAC = "HmacSHA256";

    static KeyedRequest of(Call call, String principal, String key) throws IOException {
        return new KeyedRequest(
                principal,
                call.method(),
                call.path(),
                Tokens.sha256(key),
                ApiPaths.secret(call.path()) ? "" : fingerprint(call, key));
    }

    /// By the names of the columns.
    Map<String, String> columns() {
        return Map.of("principal", principal, "method", method, "path", path, "key", key, "fingerprint", fingerprint);
    }

    private static String fingerprint(Call call, String key) throws IOException {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), MAC));
            mac.update(call.query().getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(call.body()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + MAC, e);
        }
    }
}
