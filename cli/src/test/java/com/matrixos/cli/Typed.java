package com.matrixos.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A terminal: types commands with some environment, and keeps what they print.
final class Typed {
    private final Path folder;
    private final Map<String, String> environment;
    private final ScriptedTerminal terminal = new ScriptedTerminal();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    Typed(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = new HashMap<>(environment);
    }

    void export(String name, String value) {
        environment.put(name, value);
    }

    void unset(String name) {
        environment.remove(name);
    }

    ScriptedTerminal terminal() {
        return terminal;
    }

    /// The exit code; output is that of this command alone.
    int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var context =
                new Context(environment, folder, terminal, new PrintWriter(out, true), new PrintWriter(err, true));
        return Main.commandLine(context).execute(arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
