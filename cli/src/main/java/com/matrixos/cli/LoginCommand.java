package com.matrixos.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Signs in on a Matrix OS with the help of a browser, on this or another machine.
@Command(
        name = "login",
        description = "Sign in with the help of a browser, for commands with --remote.",
        footer = Where.RULE,
        mixinStandardHelpOptions = true)
final class LoginCommand implements Callable<Integer> {
    private final Context context;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "of the Matrix OS, like https://api.example.com; MATRIXOS_URL or else this machine's when left"
                            + " out")
    private @Nullable String url;

    LoginCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        CredentialFile file = context.credentials();
        var flow = new DeviceFlow(new Api(new Peer.Remote(url(), "")), context.terminal());
        DeviceFlow.Request request = flow.begin();
        show(request);
        Credentials fresh = flow.await(request);
        Optional<Credentials> old = file.last();
        keep(fresh, file);
        // It would be good for months and nobody would know it any more.
        old.ifPresent(one -> new SignOut(context).revoke(one));
        context.out().println("Signed in as " + Printable.of(fresh.toString()) + ".");
        context.out().flush();
        return 0;
    }

    /// A token that is kept nowhere must not be good for anything either.
    private void keep(Credentials fresh, CredentialFile file) {
        try {
            file.write(fresh);
        } catch (CommandException e) {
            new SignOut(context).revoke(fresh);
            throw e;
        }
    }

    private URI url() {
        return Optional.ofNullable(url)
                .or(() -> context.variable(Where.VARIABLE))
                .map(RemoteUrl::parse)
                .orElseGet(() -> Context.platform(context.config()));
    }

    private void show(DeviceFlow.Request request) {
        PrintWriter out = context.out();
        out.println("Open   " + Printable.of(request.address()));
        out.println("and type the code   " + Printable.of(request.userCode()));
        if (request.complete() != null) {
            out.println("or open   " + Printable.of(request.complete()));
        }
        out.println("Waiting until you have said yes there … (Ctrl-C breaks off)");
        out.flush();
    }
}
