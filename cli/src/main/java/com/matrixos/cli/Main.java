package com.matrixos.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.matrixos.base.config.ConfigException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Entry of the command line. The launcher `./matrixos` starts it with the checkout as its working directory.
@Command(
        name = "matrixos",
        description = "Commands behind ./matrixos; see ./matrixos help.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        var out = new PrintWriter(System.out, true, UTF_8);
        var err = new PrintWriter(System.err, true, UTF_8);
        var context = new Context(System.getenv(), Path.of("").toAbsolutePath(), Terminal.standard(), out, err);
        System.exit(commandLine(context).execute(arguments));
    }

    /// All commands, reading settings from the given place. Exit codes: 0 done, 1 failed, 2 wrong usage or
    /// settings.
    static CommandLine commandLine(Context context) {
        return new CommandLine(new Main())
                .addSubcommand(new SettingsCommand(context))
                .addSubcommand(new ReadyCommand(context))
                .addSubcommand(new StatusCommand(context))
                .addSubcommand(new OpenCommand(context))
                .addSubcommand(new StopAllCommand(context))
                .addSubcommand(new UsageCommand(context))
                .addSubcommand(new QuotaCommand(context))
                .addSubcommand(new TokenCommand(context))
                .addSubcommand(new PricesCommand(context))
                .addSubcommand(new UsersCommand(context))
                .addSubcommand(ContainersCommand.of(context))
                .addSubcommand(new AuditCommand(context))
                .addSubcommand(new LoginCommand(context))
                .addSubcommand(new LogoutCommand(context))
                .addSubcommand(new WhoamiCommand(context))
                .addSubcommand(new SetupCodeCommand(context))
                .setOut(context.out())
                .setErr(context.err())
                .setExecutionExceptionHandler(Main::explain);
    }

    /// A failure is one sentence and what to do about it; a stack trace helps only with our own mistakes.
    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof ConfigException) {
            command.getErr().println(failure.getMessage());
            command.getErr().println("Settings come from the environment and .env; distro/.env.example explains each.");
            return CommandLine.ExitCode.USAGE;
        }
        if (failure instanceof CommandException) {
            command.getErr().println(failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }
}
