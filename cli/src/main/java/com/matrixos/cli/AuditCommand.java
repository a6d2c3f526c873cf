package com.matrixos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Shows the log of who has changed what, and whether anybody has changed the log.
@Command(
        name = "audit",
        description = "List and verify the log of who has done what.",
        footer = Where.RULE,
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class AuditCommand {
    private static final String PATH = "/api/audit";

    private final Context context;

    @Mixin
    private Where where = new Where();

    AuditCommand(Context context) {
        this.context = context;
    }

    /// Which entries.
    static final class Filters {
        @Option(
                names = "--actor",
                paramLabel = "WHO",
                description = "only what they did: an account's handle or id, operator or system")
        private @Nullable String actor;

        @Option(
                names = "--action",
                paramLabel = "ACTION",
                description = "only these; the beginning is enough, like computer.")
        private @Nullable String action;

        @Option(
                names = "--target",
                paramLabel = "TARGET",
                description = "only what was done to it, like computer:alice")
        private @Nullable String target;

        @Option(
                names = "--since",
                paramLabel = "TIME",
                converter = Arguments.Moment.class,
                description = "from then on: 2026-11-26 or 2026-11-26T08:00:00Z, in UTC")
        private @Nullable Instant since;

        @Option(
                names = "--until",
                paramLabel = "TIME",
                converter = Arguments.Moment.class,
                description = "before then, in the same way")
        private @Nullable Instant until;

        private Query of(String path) {
            return Query.of(path)
                    .with("actor", actor)
                    .with("action", action)
                    .with("target", target)
                    .with("since", Arguments.Moment.written(since))
                    .with("until", Arguments.Moment.written(until));
        }
    }

    @Command(name = "list", description = "List entries, the newest first.", mixinStandardHelpOptions = true)
    int list(@Mixin Filters filters, @Mixin ListOptions options) {
        Api api = where.api(context);
        if (options.isCsv()) {
            // The platform's own, with every member of each entry.
            api.lines(
                    filters.of(PATH + ".csv").path(),
                    "text/csv",
                    line -> context.out().println(Printable.of(line)));
            context.out().flush();
            return 0;
        }
        Items entries = api.list(filters.of(PATH), options.limit());
        options.print(entries, Documents.AUDIT, Documents.AUDIT, "There are no such entries.", context);
        return 0;
    }

    @Command(
            name = "verify",
            description = "Check that no entry was changed or taken away; ends with 1 when one was.",
            mixinStandardHelpOptions = true)
    int verify(@Option(names = "--json", description = "print the API's document") boolean json) {
        JsonNode found = where.api(context).get(PATH + "/verify");
        if (json) {
            Printable.json(found, context.out());
            context.out().flush();
        }
        if (!found.path("ok").asBoolean()) {
            throw new CommandException("The audit log was tampered with: entry "
                    + Printable.of(found.path("brokenAt").asText("unknown"))
                    + " is the first that does not follow from those before it. Keep the database as it is,"
                    + " and compare with a backup.");
        }
        if (!json) {
            context.out()
                    .println("The audit log is whole: " + found.path("entries").asText() + " entries, the last with "
                            + Printable.of(found.path("head").asText("no hash")) + ".");
            context.out().flush();
        }
        return 0;
    }
}
