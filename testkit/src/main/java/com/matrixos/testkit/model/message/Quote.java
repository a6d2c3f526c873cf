package com.matrixos.testkit.model.message;

/// The beginning of somebody's text.
final class Quote {
    private Quote() {}

    /// The text, or its first characters and an ellipsis; no character is cut in two.
    static String of(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end) + "…";
    }
}
