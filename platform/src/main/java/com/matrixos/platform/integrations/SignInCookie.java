package com.matrixos.platform.integrations;

import com.matrixos.base.http.Call;
import java.util.List;
import java.util.Optional;

/// The cookie by which a browser that comes back from a provider is known as the one that was sent there. Host-only,
/// and
/// over https with the prefix `__Host-`, like the site's own. `Lax`, because a provider sends people back by a link.
public final class SignInCookie {
    private static final String PLAIN = "matrix_signin";
    private static final String PREFIXED = "__Host-matrix_signin";
    private static final int LONGEST = 128;
    private static final int LIFE_SECONDS = 1800;

    private SignInCookie() {}

    /// The token that came with a call. With two of them somebody else has planted one, and neither counts.
    public static Optional<String> of(Call call) {
        List<String> values = call.cookies(secure(call) ? PREFIXED : PLAIN);
        return values.size() == 1 && values.getFirst().length() <= LONGEST
                ? Optional.of(values.getFirst())
                : Optional.empty();
    }

    /// The `Set-Cookie` for a browser that is sent to a provider.
    public static String set(Call call, String token) {
        String rest = "=" + token + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + LIFE_SECONDS;
        return secure(call) ? PREFIXED + rest + "; Secure" : PLAIN + rest;
    }

    private static boolean secure(Call call) {
        return call.header("x-forwarded-proto").filter("https"::equals).isPresent();
    }
}
