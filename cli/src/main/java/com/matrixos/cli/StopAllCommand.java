package com.matrixos.cli;

import com.matrixos.api.containers.ContainerRecord;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Stops every container of this installation. One that will not stop does not keep the others from it.
@Command(name = "stop-all", description = "Stop all containers of this installation.")
final class StopAllCommand implements Callable<Integer> {
    private final Context context;

    StopAllCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        PlatformClient client = Context.client(context.config());
        PrintWriter out = context.out();
        List<ContainerRecord> awake = client.containers().stream()
                .filter(one -> !one.status().equals("stopped"))
                .toList();
        var failures = new ArrayList<String>();
        for (ContainerRecord one : awake) {
            try {
                client.stop(one.handle());
                out.println("  stopped " + one.handle());
            } catch (CommandException e) {
                failures.add(one.handle() + ": " + e.getMessage());
            }
        }
        out.flush();
        if (!failures.isEmpty()) {
            throw new CommandException(
                    failures.size() + " container(s) still run:\n  " + String.join("\n  ", failures));
        }
        return 0;
    }
}
