package com.matrixos.cli;

import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Asks before what cannot be taken back: a handle is typed again, so that it is no other's by mistake.
final class Confirmation {
    @Option(names = "--yes", description = "do not ask")
    private boolean yes;

    /// Returns when it was said that this is meant.
    ///
    /// @param what is going to happen, as a sentence
    void of(String what, String handle, Context context) {
        if (yes) {
            return;
        }
        context.err().print(what + "\nType the handle to go on: ");
        context.err().flush();
        Optional<String> typed = typed(context);
        if (typed.isEmpty()) {
            throw new CommandException("\nNothing was done: no handle was typed. Where nobody can type, say --yes.");
        }
        if (!typed.get().strip().equals(handle)) {
            throw new CommandException("Nothing was done: that is not the handle " + Printable.of(handle) + ".");
        }
    }

    private static Optional<String> typed(Context context) {
        try {
            return context.terminal().line();
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
