package com.matrixos.platform.audit;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// One line of the log, as it is handed in. No secret is ever part of it.
///
/// @param action what was done: `noun.verb` in the past, such as `account.created`, `session.ended`,
/// `computer.started`, `access.denied`
/// @param target to what: `account:usr_…`, `computer:alice`, `session:ses_…`, `settings:quota`
/// @param before the fields that changed, as they were; empty for none
/// @param after the fields that changed, as they are
public record Entry(
        Actor actor, String action, String target, Map<String, ?> before, Map<String, ?> after, Outcome outcome) {
    /// `passwordHash`, `apiToken`, `recovery_code`, but not `passwordless` or `barcode`.
    private static final Pattern SECRET =
            Pattern.compile("(?:.*(?<![a-z]))?(?:password|passwd|token|secret|code)s?(?![a-z]).*");

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    /// How it ended.
    public enum Outcome {
        /// It was done.
        OK,
        /// It was refused.
        DENIED,
        /// It was tried and did not work.
        FAILED;

        /// As it stands in the log: `ok`, `denied`, `failed`.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @throws IllegalArgumentException when a field, at any depth, has the name of a secret: that is a
    /// fault in the
    /// program
    public Entry {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
        holdsNoSecret(before);
        holdsNoSecret(after);
    }

    /// Something that was done and of which only the fact counts.
    public static Entry done(Actor actor, String action, String target) {
        return new Entry(actor, action, target, Map.of(), Map.of(), Outcome.OK);
    }

    /// Something that was refused.
    public static Entry denied(Actor actor, String action, String target) {
        return new Entry(actor, action, target, Map.of(), Map.of(), Outcome.DENIED);
    }

    private static void holdsNoSecret(Map<?, ?> fields) {
        fields.forEach((name, value) -> {
            if (secret(String.valueOf(name))) {
                throw new IllegalArgumentException("a secret does not belong into the audit log: " + name);
            }
            if (value instanceof Map<?, ?> inner) {
                holdsNoSecret(inner);
            }
        });
    }

    private static boolean secret(String name) {
        String words = HUMP.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
        return SECRET.matcher(words).matches();
    }
}
