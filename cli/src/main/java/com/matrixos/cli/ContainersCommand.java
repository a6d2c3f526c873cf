package com.matrixos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows and steers users' computers.
@Command(
        name = "containers",
        description = "List and steer users' computers.",
        footer = Where.RULE,
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class ContainersCommand {
    private static final String HANDLE = "HANDLE";
    private static final String WHICH = "whose computer";

    private final Context context;

    @Mixin
    private Where where = new Where();

    private ContainersCommand(Context context) {
        this.context = context;
    }

    /// The commands, with `--sort -handle` not taken for the option `-h`.
    static CommandLine of(Context context) {
        var commands = new CommandLine(new ContainersCommand(context));
        Objects.requireNonNull(commands.getSubcommands().get("list")).setAllowOptionsAsOptionParameters(true);
        return commands;
    }

    /// A list and what is shown of it.
    private record Shown(Items items, Listing few, Listing all) {}

    @Command(
            name = "list",
            description = "List computers; for an account that is no admin's, its own.",
            mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--status", paramLabel = "STATE", description = "only those that are so, like running")
                    @Nullable
                    String status,
            @Option(
                            names = "--sort",
                            paramLabel = "BY",
                            converter = Arguments.ContainerSort.class,
                            description = "handle, lastActive, memory, cpu or spend; with a - before it downwards")
                    @Nullable
                    String sort,
            @Mixin ListOptions options) {
        Containers containers = containers();
        Shown shown = orOwn(
                () -> new Shown(
                        containers.list(status, sort, options.limit()), Documents.CONTAINERS, Documents.CONTAINER),
                () -> new Shown(containers.own(status, options.limit()), Documents.OWN, Documents.OWN));
        options.print(shown.items(), shown.few(), shown.all(), "There are no such computers.", context);
        return 0;
    }

    @Command(name = "show", description = "Show one computer.", mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = HANDLE, description = WHICH) String handle,
            @Option(names = "--json", description = "print the API's document") boolean json) {
        Containers containers = containers();
        Shown shown = orOwn(
                () -> alone(containers.show(handle), Documents.CONTAINER),
                () -> alone(containers.showOwn(handle), Documents.OWN));
        JsonNode computer = shown.items().rows().getFirst();
        if (json) {
            Printable.json(computer, context.out());
        } else {
            shown.all().details(computer, context.out());
        }
        context.out().flush();
        return 0;
    }

    @Command(name = "start", description = "Start one that is stopped.", mixinStandardHelpOptions = true)
    int start(@Parameters(paramLabel = HANDLE, description = WHICH) String handle) {
        return ordered(handle, "start", "Started");
    }

    @Command(
            name = "stop",
            description = "Stop one; it starts again when it is visited.",
            mixinStandardHelpOptions = true)
    int stop(@Parameters(paramLabel = HANDLE, description = WHICH) String handle) {
        return ordered(handle, "stop", "Stopped");
    }

    @Command(name = "restart", description = "Stop one and start it.", mixinStandardHelpOptions = true)
    int restart(@Parameters(paramLabel = HANDLE, description = WHICH) String handle) {
        return ordered(handle, "restart", "Restarted");
    }

    @Command(
            name = "update",
            description = "Make one anew from the present image; its files stay.",
            mixinStandardHelpOptions = true)
    int update(@Parameters(paramLabel = HANDLE, description = WHICH) String handle) {
        return ordered(handle, "update", "Updated");
    }

    @Command(
            name = "destroy",
            description = "Destroy one. The handle has to be typed again.",
            mixinStandardHelpOptions = true)
    int destroy(@Parameters(paramLabel = HANDLE, description = WHICH) String handle, @Mixin Confirmation confirmation) {
        Containers containers = containers();
        confirmation.of("This destroys the computer of " + Printable.of(handle) + ".", handle, context);
        containers.destroy(handle);
        return done("Destroyed " + handle + ".");
    }

    @Command(
            name = "provision",
            description = "Make sure that a handle has a computer; the same again changes nothing.",
            mixinStandardHelpOptions = true)
    int provision(
            @Parameters(paramLabel = HANDLE, description = "the name of the computer") String handle,
            @Parameters(
                            paramLabel = "USER_ID",
                            arity = "0..1",
                            description = "who shall own it; the user of that handle when left out")
                    @Nullable
                    String userId) {
        Api api = where.api(context);
        new Containers(api).provision(handle, userId == null ? new Users(api).id(handle) : userId);
        return done(handle + " has a computer.");
    }

    @Command(name = "events", description = "Show what has happened to one.", mixinStandardHelpOptions = true)
    int events(@Parameters(paramLabel = HANDLE, description = WHICH) String handle, @Mixin ListOptions options) {
        JsonNode answer = containers().events(handle);
        Items events = Items.of(answer, options.limit());
        options.print(events, Documents.EVENTS, Documents.EVENTS, "Nothing has happened yet.", context);
        return 0;
    }

    @Command(name = "logs", description = "Print the log of one.", mixinStandardHelpOptions = true)
    int logs(
            @Parameters(paramLabel = HANDLE, description = WHICH) String handle,
            @Option(names = "-f", description = "go on with what is added, until Ctrl-C") boolean follow,
            @Option(
                            names = "--tail",
                            paramLabel = "N",
                            defaultValue = "200",
                            converter = Arguments.Count.class,
                            description = "begin with the last N lines (default: ${DEFAULT-VALUE})")
                    int tail) {
        if (follow) {
            containers().follow(handle, tail, this::line);
            context.err().println("(the platform has ended the log)");
        } else {
            containers().log(handle, tail).path("lines").forEach(this::line);
        }
        return 0;
    }

    private void line(JsonNode line) {
        // A tab would be taken for something that a terminal obeys.
        done(line.asText().replace("\t", "    "));
    }

    private Containers containers() {
        return new Containers(where.api(context));
    }

    private int ordered(String handle, String order, String done) {
        containers().order(handle, order);
        return done(done + " " + handle + ".");
    }

    private int done(String what) {
        context.out().println(Printable.of(what));
        context.out().flush();
        return 0;
    }

    /// What admins see is not there for others, who still have a computer of their own to look at.
    private Shown orOwn(Supplier<Shown> everybodys, Supplier<Shown> own) {
        try {
            return everybodys.get();
        } catch (RefusedException e) {
            if (!where.isRemote(context) || e.status() != 404) {
                throw e;
            }
            return own.get();
        }
    }

    private static Shown alone(JsonNode computer, Listing listing) {
        return new Shown(Items.of(List.of(computer)), listing, listing);
    }
}
