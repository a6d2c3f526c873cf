package com.matrixos.cli;

import java.net.URI;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// Which Matrix OS a command is for, and as whom: this machine's as its operator, unless it is said otherwise.
final class Where {
    /// Stands in for `--remote`, and says which one is meant.
    static final String VARIABLE = "MATRIXOS_URL";

    /// As `--help` says it.
    static final String RULE = "%nCommands go to the platform of this machine, as its operator (PLATFORM_PORT,"
            + " PLATFORM_SECRET). With --remote, or while MATRIXOS_URL is set, they go to the Matrix OS that"
            + " ./matrixos login signed in to, as that account; MATRIXOS_URL must be its address.";

    @Option(
            names = "--remote",
            scope = ScopeType.INHERIT,
            description = "ask the Matrix OS that login signed in to, as that account")
    private boolean remote;

    /// The platform that is meant.
    ///
    /// @throws CommandException when nobody is signed in on it
    Api api(Context context) {
        return isRemote(context) ? remote(context) : new Api(Context.operator(context.config()));
    }

    boolean isRemote(Context context) {
        return remote || context.variable(VARIABLE).isPresent();
    }

    /// The Matrix OS that somebody is signed in to.
    ///
    /// @throws CommandException when nobody is, or it is another than MATRIXOS_URL says
    static Api remote(Context context) {
        Credentials credentials = context.credentials()
                .read()
                .orElseThrow(() -> new CommandException(
                        "Nobody is signed in here. Sign in with: ./matrixos login --url https://api.example.com"));
        context.variable(VARIABLE).map(RemoteUrl::parse).ifPresent(wanted -> check(wanted, credentials));
        return new Api(credentials.peer());
    }

    /// A token is shown to nobody but who gave it out.
    private static void check(URI wanted, Credentials credentials) {
        if (!wanted.toString().equals(credentials.url())) {
            throw new CommandException("MATRIXOS_URL is " + wanted + ", but you are signed in as "
                    + Printable.of(credentials.toString()) + ". Sign in there with: ./matrixos login --url " + wanted);
        }
    }
}
