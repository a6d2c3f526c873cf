package com.matrixos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows and steers accounts.
@Command(
        name = "users",
        description = "List, create and steer accounts.",
        footer = Where.RULE,
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class UsersCommand {
    private static final String HANDLE = "HANDLE";

    private final Context context;

    @Mixin
    private Where where = new Where();

    UsersCommand(Context context) {
        this.context = context;
    }

    @Command(name = "list", description = "List accounts.", mixinStandardHelpOptions = true)
    int list(
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            converter = Arguments.Role.class,
                            description = "only those who are admin or user")
                    @Nullable
                    String role,
            @Option(
                            names = "--state",
                            paramLabel = "STATE",
                            converter = Arguments.AccountState.class,
                            description = "only those who are active, suspended or leaving")
                    @Nullable
                    String state,
            @Option(names = "--search", paramLabel = "TEXT", description = "only those whose handle or e-mail has it")
                    @Nullable
                    String search,
            @Mixin ListOptions options) {
        Items users = users().list(role, state, search, options.limit());
        options.print(users, Documents.USERS, Documents.USER, "There are no such users.", context);
        return 0;
    }

    @Command(name = "show", description = "Show one account.", mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = HANDLE, description = "whose") String handle,
            @Option(names = "--json", description = "print the API's document") boolean json) {
        JsonNode user = users().show(handle);
        if (json) {
            Printable.json(user, context.out());
        } else {
            Documents.USER.details(user, context.out());
        }
        context.out().flush();
        return 0;
    }

    /// The link alone goes to standard output, so that it can be piped into a mail.
    @Command(
            name = "create",
            description = "Create an account and print the link by which its owner sets a password, once.",
            mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = HANDLE, description = "the name of the account and its computer") String handle,
            @Option(names = "--email", paramLabel = "ADDRESS", required = true, description = "its owner's")
                    String email,
            @Option(names = "--admin", description = "make it an admin") boolean admin) {
        Api api = where.api(context);
        JsonNode made = new Users(api).create(handle, email, admin ? "admin" : "user");
        print(api.text(made, "resetLink"));
        context.err()
                .println("(" + Printable.of(handle) + " sets a password there, once; another link:"
                        + " ./matrixos users reset-link " + Printable.of(handle) + ")");
        return 0;
    }

    @Command(
            name = "suspend",
            description = "Keep somebody out, at once, until they are activated again.",
            mixinStandardHelpOptions = true)
    int suspend(@Parameters(paramLabel = HANDLE, description = "whom") String handle) {
        users().change(handle, "state", "suspended");
        return done(handle + " is suspended.");
    }

    @Command(name = "activate", description = "Let somebody in again.", mixinStandardHelpOptions = true)
    int activate(@Parameters(paramLabel = HANDLE, description = "whom") String handle) {
        users().change(handle, "state", "active");
        return done(handle + " is active.");
    }

    @Command(name = "make-admin", description = "Let somebody steer everything.", mixinStandardHelpOptions = true)
    int makeAdmin(@Parameters(paramLabel = HANDLE, description = "whom") String handle) {
        users().change(handle, "role", "admin");
        return done(handle + " is an admin.");
    }

    @Command(name = "make-user", description = "Let an admin be a user again.", mixinStandardHelpOptions = true)
    int makeUser(@Parameters(paramLabel = HANDLE, description = "whom") String handle) {
        users().change(handle, "role", "user");
        return done(handle + " is a user.");
    }

    /// The link alone goes to standard output.
    @Command(
            name = "reset-link",
            description = "Print a link by which somebody sets a new password, once.",
            mixinStandardHelpOptions = true)
    int resetLink(@Parameters(paramLabel = HANDLE, description = "whom it is for") String handle) {
        Api api = where.api(context);
        JsonNode link = new Users(api).resetLink(handle);
        print(api.text(link, "url"));
        context.err()
                .println("(good once, until "
                        + Printable.of(link.path("expiresAt").asText("it is used")) + ")");
        return 0;
    }

    @Command(
            name = "sign-out",
            description = "End all sessions of somebody, in every browser.",
            mixinStandardHelpOptions = true)
    int signOut(@Parameters(paramLabel = HANDLE, description = "whom") String handle) {
        users().signOut(handle);
        return done(handle + " is signed out everywhere.");
    }

    @Command(
            name = "delete",
            description = "Delete an account. The handle has to be typed again.",
            mixinStandardHelpOptions = true)
    int delete(
            @Parameters(paramLabel = HANDLE, description = "whose") String handle, @Mixin Confirmation confirmation) {
        Users users = users();
        String id = users.id(handle);
        confirmation.of("This deletes the account of " + Printable.of(handle) + ".", handle, context);
        users.delete(id);
        return done("The account of " + handle + " is deleted.");
    }

    private Users users() {
        return new Users(where.api(context));
    }

    private int done(String what) {
        print(what);
        return 0;
    }

    private void print(String line) {
        PrintWriter out = context.out();
        out.println(Printable.of(line));
        out.flush();
    }
}
