package com.matrixos.platform.integrations.oidc;

import com.matrixos.base.ids.Tokens;
import java.util.Base64;
import java.util.HexFormat;

/// One sign-in that is under way at a provider.
///
/// @param provider its name
/// @param nonce which the provider's token must repeat
/// @param verifier of PKCE
/// @param browser digest of the cookie of the browser that began it
/// @param next where the person wants to be afterwards
record Flow(String provider, String nonce, String verifier, String browser, String next) {
    /// A new one, with secrets of its own.
    static Flow begin(String provider, String browserToken, String next) {
        return new Flow(provider, Tokens.random(""), Tokens.random(""), Tokens.sha256(browserToken), next);
    }

    /// RFC 7636 §4.2: the digest of the verifier's ASCII in base64url.
    String challenge() {
        byte[] digest = HexFormat.of().parseHex(Tokens.sha256(verifier));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    /// Whether this browser began it.
    boolean begunBy(String browserToken) {
        return Tokens.same(Tokens.sha256(browserToken), browser);
    }

    /// Without the secrets.
    @Override
    public String toString() {
        return "Flow[" + provider + "]";
    }
}
