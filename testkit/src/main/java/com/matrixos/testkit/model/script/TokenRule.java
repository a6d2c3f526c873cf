package com.matrixos.testkit.model.script;

/// The one rule by which this model counts: four bytes of UTF-8 are a token, and what is left at the end of a
/// block is one more. It is about what English text costs, and an estimate made from bytes can be held
/// against it.
public final class TokenRule {
    /// How many bytes make a token.
    public static final int BYTES = 4;

    private TokenRule() {}

    /// The tokens of so many bytes.
    public static long of(long bytes) {
        return (bytes + BYTES - 1) / BYTES;
    }

    /// The tokens of a text.
    public static long of(CharSequence text) {
        return of(bytes(text));
    }

    /// How long a text is in UTF-8, without encoding it. Half of a surrogate pair counts as two bytes.
    public static long bytes(CharSequence text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    /// How many characters of a text make up so many tokens at the most, without cutting a character in two.
    public static int fitting(CharSequence text, long tokens) {
        long left = tokens * BYTES;
        int end = 0;
        while (end < text.length()) {
            int next = end + Character.charCount(Character.codePointAt(text, end));
            left -= bytes(text.subSequence(end, next));
            if (left < 0) {
                break;
            }
            end = next;
        }
        return end;
    }
}
