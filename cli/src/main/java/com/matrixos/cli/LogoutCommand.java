package com.matrixos.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Revokes the token that login got, and forgets it.
@Command(
        name = "logout",
        description = "Revoke the token that login got, and forget it.",
        mixinStandardHelpOptions = true)
final class LogoutCommand implements Callable<Integer> {
    private final Context context;

    LogoutCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        CredentialFile file = context.credentials();
        Optional<Credentials> credentials = file.last();
        credentials.ifPresent(one -> new SignOut(context).revoke(one));
        file.delete();
        context.out()
                .println(credentials
                        .map(one -> "Signed out: " + Printable.of(one.toString()) + ".")
                        .orElse("Nobody is signed in here."));
        context.out().flush();
        return 0;
    }
}
