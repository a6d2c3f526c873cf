package com.matrixos.testkit.model.script;

import java.util.List;

/// Text that means nothing, the same for every run.
public final class Filler {
    private static final List<String> WORDS = List.of(
            "the", "river", "bends", "where", "old", "willows", "lean", "and", "boats", "wait", "for", "morning",
            "light");

    private Filler() {}

    /// So many words, each with a blank after it but the last.
    public static String words(int count) {
        var text = new StringBuilder(count * 6);
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(WORDS.get(i % WORDS.size()));
        }
        return text.toString();
    }

    /// Words of exactly so many bytes, the last cut where the count ends.
    public static String bytes(int count) {
        var text = new StringBuilder(count + 8);
        for (int i = 0; text.length() < count; i++) {
            text.append(WORDS.get(i % WORDS.size())).append(' ');
        }
        return text.substring(0, count);
    }
}
