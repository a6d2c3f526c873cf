package com.matrixos.cli;

/// Whom we asked has understood, and will not.
final class RefusedException extends CommandException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String slug;

    /// @param slug the last segment of the problem's type; empty when it has none
    RefusedException(int status, String slug, String message) {
        super(message);
        this.status = status;
        this.slug = slug;
    }

    int status() {
        return status;
    }

    String slug() {
        return slug;
    }
}
