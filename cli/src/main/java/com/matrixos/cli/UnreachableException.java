package com.matrixos.cli;

/// Whom we asked gave no answer, or not all of it. Whether it did what we asked for is not known.
final class UnreachableException extends CommandException {
    private static final long serialVersionUID = 1L;

    UnreachableException(String message) {
        super(message);
    }
}
