package com.matrixos.testkit.model.message;

import java.util.concurrent.ThreadLocalRandom;

/// Makes names for things of the API, each once. They are no secrets.
public final class Ids {
    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int LENGTH = 22;

    private Ids() {}

    /// A new name, for example `msg_01…`.
    ///
    /// @param prefix what it is a name of, with its underscore
    public static String next(String prefix) {
        var id = new StringBuilder(prefix).append("01");
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(ThreadLocalRandom.current().nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
