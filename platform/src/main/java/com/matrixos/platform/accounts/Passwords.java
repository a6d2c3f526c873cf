package com.matrixos.platform.accounts;

import com.matrixos.base.ids.Tokens;
import java.text.Normalizer;
import java.util.Optional;

/// Checks and prepares passwords. Calls block; safe for use from any thread.
public final class Passwords {
    private final Hasher hasher;

    /// Of a password that nobody knows, so that an account that does not exist costs what one costs that
    /// does.
    private final String nobodys;

    public Passwords(Hasher hasher) {
        this.hasher = hasher;
        this.nobodys = hasher.hash(Tokens.random("nobody"));
    }

    /// What may be stored of a password that was found good.
    ///
    /// @throws TryLaterException when too many wait for it
    public String hash(String password) {
        return hasher.hash(normal(password));
    }

    /// Whether it is the one. The work is the same when there is none.
    ///
    /// @throws TryLaterException when too many wait for it
    boolean match(String password, Optional<String> hash) {
        boolean matches = hasher.matches(normal(password), hash.orElse(nobodys));
        return matches && hash.isPresent();
    }

    /// Whether a stored one should be made anew when its password is at hand.
    boolean outdated(String hash) {
        return hasher.outdated(hash);
    }

    /// Keyboards differ in how they write the same letter (NIST SP 800-63B §5.1.1.2 asks for this).
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }
}
