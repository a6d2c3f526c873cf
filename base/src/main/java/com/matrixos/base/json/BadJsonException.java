package com.matrixos.base.json;

/// Input that is not the JSON that was asked for. The message is written for the sender and names the
/// field.
public final class BadJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    BadJsonException(String field, String message) {
        super(message);
        this.field = field;
    }

    /// The dotted path of the field at fault, or an empty string when the whole document is.
    public String field() {
        return field;
    }
}
