package com.matrixos.platform.containers;

import com.matrixos.platform.problems.Problems;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The name of a container: also its folder and the first label of its address, hence the narrow grammar.
///
/// ```
/// handle = letter 1*30( letter | digit | "-" ) ( letter | digit )      lower case, 3 to 32 characters
/// ```
///
/// Reserved names, and names starting `xn--` (an international name would be another name in the address
/// bar), are refused.
///
/// @param text the name itself
public record Handle(String text) implements Comparable<Handle> {
    private static final Pattern GRAMMAR = Pattern.compile("[a-z][a-z0-9-]{1,30}[a-z0-9]");

    /// Names that a host needs for itself, that mail standards give a meaning, or that would pass for the
    /// operator.
    private static final Set<String> RESERVED = Set.of(
            "abuse",
            "account",
            "accounts",
            "admin",
            "administrator",
            "api",
            "app",
            "apps",
            "assets",
            "auth",
            "autoconfig",
            "autodiscover",
            "billing",
            "blog",
            "cdn",
            "cloudflared",
            "code",
            "console",
            "dashboard",
            "dev",
            "dns",
            "docs",
            "files",
            "ftp",
            "gateway",
            "git",
            "health",
            "help",
            "hostmaster",
            "imap",
            "internal",
            "localhost",
            "login",
            "logout",
            "mail",
            "matrix",
            "matrixos",
            "matrix-os",
            "metrics",
            "mta-sts",
            "news",
            "ns1",
            "ns2",
            "open",
            "operator",
            "platform",
            "pop",
            "pop3",
            "postmaster",
            "proxy",
            "root",
            "security",
            "shell",
            "signup",
            "smtp",
            "staging",
            "static",
            "status",
            "support",
            "system",
            "test",
            "web",
            "webhooks",
            "webmaster",
            "webmail",
            "wpad",
            "www");

    /// Checks a name that somebody wants.
    ///
    /// @throws com.matrixos.base.http.ProblemException 400 naming the field `handle` and the rule it breaks
    public static Handle of(String text) {
        if (!GRAMMAR.matcher(text).matches()) {
            throw Problems.badHandle("must be 3 to 32 lower-case letters, digits or hyphens, begin with a letter and"
                            + " not end with a hyphen")
                    .exception();
        }
        if (reserved(text)) {
            throw Problems.badHandle("is reserved").exception();
        }
        return new Handle(text);
    }

    /// The handle that this text is, if it is one. For names that come from an address, where a wrong one
    /// is simply nobody's.
    public static Optional<Handle> parse(String text) {
        return GRAMMAR.matcher(text).matches() && !reserved(text) ? Optional.of(new Handle(text)) : Optional.empty();
    }

    private static boolean reserved(String text) {
        return text.startsWith("xn--") || RESERVED.contains(text);
    }

    @Override
    public int compareTo(Handle other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
