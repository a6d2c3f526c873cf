package com.matrixos.home.terminal;

/// A client said something that makes no sense; the message is for the client and names the field.
final class BadMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    BadMessageException(String field, String message) {
        super(message);
        this.field = field;
    }

    /// The field at fault, or an empty string when the whole message is.
    String field() {
        return field;
    }
}
