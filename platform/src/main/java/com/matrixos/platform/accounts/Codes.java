package com.matrixos.platform.accounts;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Secrets that people type. Thirty-two characters without those that are mistaken for others, five bits
/// each.
final class Codes {
    private static final String ALPHABET = "abcdefghjkmnpqrstvwxyz0123456789";
    private static final int GROUP = 5;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Codes() {}

    /// A new one: groups of five characters, with hyphens between.
    static String random(int groups) {
        return IntStream.range(0, groups)
                .mapToObj(_ -> RANDOM.ints(GROUP, 0, ALPHABET.length())
                        .mapToObj(at -> ALPHABET.substring(at, at + 1))
                        .collect(Collectors.joining()))
                .collect(Collectors.joining("-"));
    }

    /// The same code however it was typed: without hyphens and blanks, in lower case, with what it was
    /// mistaken for.
    static String normal(String typed) {
        return typed.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]", "")
                .replace('o', '0')
                .replace('i', '1')
                .replace('l', '1');
    }
}
