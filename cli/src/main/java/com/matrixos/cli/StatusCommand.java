package com.matrixos.cli;

import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.api.settings.ProxySettings;
import com.matrixos.base.config.Config;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Prints the health of the processes and a table of containers. Ends with 1 when a process is not healthy.
@Command(name = "status", description = "Print health and containers.")
final class StatusCommand implements Callable<Integer> {
    private static final String ROW = "%-32s %-12s %7s %7s  %s%n";

    private final Context context;

    @Option(names = "--model", description = "ask for the health of the demo model, too")
    private boolean model;

    StatusCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Config config = context.config();
        PlatformClient client = Context.client(config);
        PrintWriter out = context.out();
        boolean platform = health(out, client, "platform", Context.platform(config));
        boolean proxy = health(out, client, "proxy", Context.proxy(config));
        boolean others = !model || health(out, client, "model", config.get(ProxySettings.DEMO_URL));
        if (platform) {
            table(out, client.containers());
        }
        out.flush();
        return platform && proxy && others ? 0 : 1;
    }

    private static boolean health(PrintWriter out, PlatformClient client, String name, URI address) {
        boolean healthy = client.healthy(address);
        out.printf("%-9s %s  %s%n", name, address, healthy ? "healthy" : "no answer");
        return healthy;
    }

    private static void table(PrintWriter out, List<ContainerRecord> containers) {
        if (containers.isEmpty()) {
            out.println("\nNo containers yet. Make one with: ./matrixos up --demo");
            return;
        }
        out.println();
        out.printf(ROW, "HANDLE", "STATUS", "GATEWAY", "SHELL", "LAST ACTIVE");
        for (ContainerRecord one : containers) {
            out.printf(ROW, one.handle(), one.status(), one.port(), one.shellPort(), one.lastActive());
        }
    }
}
