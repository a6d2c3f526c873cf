package com.matrixos.cli;

import com.matrixos.api.containers.Ticket;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Prints a one-time link. The link alone goes to standard output, so that `xdg-open "$(./matrixos open alice)"` works.
@Command(name = "open", description = "Print a one-time link into a container.")
final class OpenCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "HANDLE", description = "whose computer")
    private String handle = "";

    OpenCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Ticket ticket = Context.client(context.config()).ticket(handle);
        PrintWriter out = context.out();
        out.println(ticket.url());
        out.flush();
        context.err().println("(opens once, until " + ticket.expiresAt() + ")");
        return 0;
    }
}
