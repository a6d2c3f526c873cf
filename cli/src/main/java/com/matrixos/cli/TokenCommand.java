package com.matrixos.cli;

import com.matrixos.api.ScriptToken;
import com.matrixos.api.TokenInfo;
import com.matrixos.cli.Table.Column;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Tokens for what is no container: scripts, and programs on other machines.
@Command(
        name = "token",
        description = "List, create and revoke tokens that programs use the shared key with.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class TokenCommand {
    private final Context context;

    TokenCommand(Context context) {
        this.context = context;
    }

    @Command(
            name = "list",
            description = "List all tokens; the secrets themselves are kept nowhere.",
            mixinStandardHelpOptions = true)
    int list() {
        List<TokenInfo> tokens = proxy().tokens();
        PrintWriter out = context.out();
        if (tokens.isEmpty()) {
            out.println("There are no tokens yet. Make one with: ./matrixos token create USER");
        } else {
            table(tokens).print(out);
        }
        out.flush();
        return 0;
    }

    /// The token alone goes to standard output, so that `TOKEN=$(./matrixos token create alice)` works.
    @Command(name = "create", description = "Create a token and print it, this once.", mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "USER", description = "whose limits and usage its calls count to") String user,
            @Option(names = "--note", paramLabel = "TEXT", description = "what it is for") @Nullable String note) {
        ScriptToken token = proxy().createToken(user, note);
        PrintWriter out = context.out();
        out.println(token.token());
        out.flush();
        context.err()
                .println("(is shown only now; counts to " + Printable.of(token.userId())
                        + "; revoke it with: ./matrixos token revoke " + Printable.of(token.id()) + ")");
        return 0;
    }

    @Command(name = "revoke", description = "Make a token good for nothing, at once.", mixinStandardHelpOptions = true)
    int revoke(@Parameters(paramLabel = "ID", description = "as \"token list\" shows it") String id) {
        proxy().revokeToken(id);
        context.out().println("Revoked " + Printable.of(id) + ".");
        context.out().flush();
        return 0;
    }

    private ProxyClient proxy() {
        return Context.proxyClient(context.config());
    }

    private static Table table(List<TokenInfo> tokens) {
        var table = new Table(
                Column.text("ID"),
                Column.text("KIND"),
                Column.text("USER"),
                Column.text("COMPUTER"),
                Column.text("ONLY FROM"),
                Column.text("CREATED"),
                Column.text("OLD ONE GOOD UNTIL"),
                Column.text("NOTE"));
        for (TokenInfo token : tokens) {
            table.row(
                    token.id(),
                    token.kind(),
                    token.userId(),
                    orDash(token.handle()),
                    orDash(token.address()),
                    token.createdAt(),
                    orDash(token.previousUntil()),
                    orDash(token.note()));
        }
        return table;
    }

    private static String orDash(@Nullable String text) {
        return Objects.requireNonNullElse(text, "-");
    }
}
