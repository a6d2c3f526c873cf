package com.matrixos.platform.programs;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What somebody types to let a device in: `WDJB-MJHT`, eight letters out of twenty that are not taken for
/// others and
/// make no words (RFC 8628 §6.1). 2.5 × 10¹⁰ of them, each good for ten minutes.
///
/// @param letters the eight, in capitals
record UserCode(String letters) {
    private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
    private static final int LENGTH = 8;
    private static final Pattern VALID = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");
    private static final Pattern BETWEEN = Pattern.compile("[ -]");
    private static final SecureRandom RANDOM = new SecureRandom();

    static UserCode random() {
        return new UserCode(RANDOM.ints(LENGTH, 0, ALPHABET.length())
                .mapToObj(i -> ALPHABET.substring(i, i + 1))
                .collect(Collectors.joining()));
    }

    /// As somebody typed it, in small letters or with blanks.
    static Optional<UserCode> parse(String text) {
        String letters = BETWEEN.matcher(text).replaceAll("").toUpperCase(Locale.ROOT);
        return VALID.matcher(letters).matches() ? Optional.of(new UserCode(letters)) : Optional.empty();
    }

    /// With the hyphen.
    String text() {
        return letters.substring(0, LENGTH / 2) + "-" + letters.substring(LENGTH / 2);
    }
}
