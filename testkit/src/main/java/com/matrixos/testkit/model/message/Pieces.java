package com.matrixos.testkit.model.message;

/// Cuts a text into what one delta carries: a word with the blanks after it, or a part of a word that is very
/// long.
final class Pieces {
    private static final int LONGEST = 48;

    private Pieces() {}

    /// Where the piece ends that begins at `from`.
    static int end(String text, int from) {
        int end = from;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && end - from < LONGEST) {
            end++;
        }
        while (end < text.length() && Character.isWhitespace(text.charAt(end)) && end - from < LONGEST) {
            end++;
        }
        boolean splitsPair = end < text.length() && Character.isLowSurrogate(text.charAt(end));
        return splitsPair ? end + 1 : end;
    }
}
