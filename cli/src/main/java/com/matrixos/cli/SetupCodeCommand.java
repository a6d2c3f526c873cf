package com.matrixos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Prints the link that makes the first admin. The link alone goes to standard output.
@Command(
        name = "setup-code",
        description = "Print a link that makes who signs up with it the first admin.",
        mixinStandardHelpOptions = true)
final class SetupCodeCommand implements Callable<Integer> {
    private final Context context;

    SetupCodeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        context.out().println(Printable.of(link(new Api(Context.operator(context.config())))));
        context.out().flush();
        context.err().println("(who signs up with it becomes the first admin; keep it to yourself)");
        return 0;
    }

    /// A fresh link.
    static String link(Api api) {
        try {
            JsonNode made = api.ask("POST", "/api/setup-code");
            return api.text(made, "url");
        } catch (RefusedException e) {
            if (e.slug().equals("has-admin")) {
                throw new CommandException(
                        "There is an admin already. Others become one with: ./matrixos users make-admin HANDLE");
            }
            throw e;
        }
    }
}
