package com.matrixos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Asks the platform whom the stored token speaks for.
@Command(
        name = "whoami",
        description = "Print who is signed in, as that Matrix OS says.",
        footer = Where.RULE,
        mixinStandardHelpOptions = true)
final class WhoamiCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--json", description = "print the API's document")
    private boolean json;

    WhoamiCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Api api = Where.remote(context);
        JsonNode account = api.get("/api/me");
        if (json) {
            Printable.json(account, context.out());
        } else {
            context.out()
                    .println(Printable.of("%s (%s, %s) at %s"
                            .formatted(
                                    api.text(account, "handle"),
                                    api.text(account, "role"),
                                    api.text(account, "state"),
                                    api.peer().title())));
        }
        context.out().flush();
        return 0;
    }
}
