package com.matrixos.cli;

/// A command cannot be done. The message is for the person at the terminal: what failed, and what to do.
class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }
}
