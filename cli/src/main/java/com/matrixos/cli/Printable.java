package com.matrixos.cli;

/// Text that others wrote, made fit for a terminal. Names of sessions and models come from users' computers,
/// and must not be able to give the operator's terminal orders or to hide what they say.
final class Printable {
    private Printable() {}

    /// The same text with a question mark for whatever a terminal would obey or not show.
    static String of(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
