package com.matrixos.platform.accounts;

import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.problems.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which passwords are refused: short ones, and those that are tried first. No rules on kinds of characters:
/// they make people write `Password1!` (NIST SP 800-63B §5.1.1.2).
public final class PasswordRules {
    private static final int SHORTEST = 10;
    private static final int LONGEST = 256;
    private static final int FEWEST_DIFFERENT = 4;
    private static final int SHORTEST_NAME = 3;

    private static final Set<String> COMMON = common();

    private PasswordRules() {}

    /// The password, when it may be this account's.
    ///
    /// @throws com.matrixos.base.http.ProblemException 400 naming the field `password` and the rule it breaks
    public static String check(@Nullable String password, Handle handle, String email) {
        if (password == null || length(password) < SHORTEST || length(password) > LONGEST) {
            throw refused("must be " + SHORTEST + " to " + LONGEST + " characters");
        }
        String lower = password.toLowerCase(Locale.ROOT);
        if (contains(lower, handle.text()) || contains(lower, local(email))) {
            throw refused("must not contain your handle or your e-mail address");
        }
        if (common(lower)) {
            throw refused("is one of those that are tried first; three or four words make a good one");
        }
        return password;
    }

    private static RuntimeException refused(String rule) {
        return Problems.badRequest("password", "password " + rule).exception();
    }

    private static int length(String password) {
        return password.codePointCount(0, password.length());
    }

    private static boolean contains(String password, String name) {
        return name.length() >= SHORTEST_NAME && password.contains(name);
    }

    private static String local(String email) {
        int at = email.indexOf('@');
        return at < 0 ? "" : email.substring(0, at);
    }

    /// A common word with figures and signs around it, or twice, is as common as the word.
    private static boolean common(String lower) {
        return lower.chars().distinct().count() < FEWEST_DIFFERENT
                || COMMON.contains(lower)
                || COMMON.contains(core(lower))
                || COMMON.contains(letters(lower))
                || COMMON.contains(letters(core(lower)))
                || repeated(lower);
    }

    /// `p@ssw0rd` is as common as `password`.
    private static String letters(String text) {
        return text.replace('@', 'a')
                .replace('$', 's')
                .replace('0', 'o')
                .replace('3', 'e')
                .replace('1', 'i');
    }

    private static String core(String text) {
        return text.replaceAll("^[^a-z]+|[^a-z]+$", "");
    }

    private static boolean repeated(String text) {
        int half = text.length() / 2;
        return text.length() % 2 == 0
                && text.substring(half).equals(text.substring(0, half))
                && (COMMON.contains(text.substring(half)) || half <= SHORTEST / 2);
    }

    private static Set<String> common() {
        try (InputStream list = PasswordRules.class.getResourceAsStream("common-passwords.txt")) {
            String text = new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("\n", -1))
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("read the list of common passwords", e);
        }
    }
}
