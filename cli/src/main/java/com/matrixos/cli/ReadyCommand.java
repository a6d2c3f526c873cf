package com.matrixos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.matrixos.api.containers.Ticket;
import com.matrixos.api.settings.ProxySettings;
import com.matrixos.base.config.Config;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Waits until platform, proxy and the demo model, if there is one, answer; then says where everything is.
@Command(name = "ready", description = "Wait until platform and proxy are healthy and print their addresses.")
final class ReadyCommand implements Callable<Integer> {
    /// The first start on a slow machine creates databases and a Docker network; more than this is a fault.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String DEMO_HANDLE = "demo";
    private static final String DEMO_USER = "demo";

    private final Context context;

    @Option(names = "--demo", description = "also provision the handle demo and print a link into it")
    private boolean demo;

    @Option(names = "--platform-pid", required = true, description = "process id of the platform")
    private long platformPid;

    @Option(names = "--proxy-pid", required = true, description = "process id of the proxy")
    private long proxyPid;

    @Option(names = "--model-pid", description = "process id of the demo model, where there is one")
    private @Nullable Long modelPid;

    ReadyCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Config config = context.config();
        PlatformClient client = Context.client(config);
        new Readiness(client, PATIENCE).await("platform", Context.platform(config), platformPid);
        new Readiness(client, PATIENCE).await("proxy", Context.proxy(config), proxyPid);
        if (modelPid != null) {
            new Readiness(client, PATIENCE).await("model", config.get(ProxySettings.DEMO_URL), modelPid);
        }
        PrintWriter out = context.out();
        var api = new Api(Context.operator(config));
        JsonNode host = host(api);
        out.print(addresses(config, host));
        if (host.path("needsSetup").asBoolean()) {
            firstAdmin(api, out);
        }
        if (demo) {
            client.provision(DEMO_HANDLE, DEMO_USER);
            Ticket ticket = client.ticket(DEMO_HANDLE);
            out.printf(
                    "  demo   %s%n         (opens once, until %s; another: ./matrixos open demo)%n",
                    ticket.url(), ticket.expiresAt());
        } else {
            out.printf("%nNext: ./matrixos up --demo   makes a first computer and prints a link that opens it%n");
        }
        out.flush();
        return 0;
    }

    /// What the platform says of itself. Everything is up by now, so that a failure here is a remark and no more.
    private JsonNode host(Api api) {
        try {
            return api.get("/api/session").path("host");
        } catch (CommandException e) {
            context.err().println("(whether there is an admin is not known: " + e.getMessage() + ")");
            return MissingNode.getInstance();
        }
    }

    private void firstAdmin(Api api, PrintWriter out) {
        try {
            out.printf(
                    "  admin  %s%n         (nobody is admin yet: who signs up with this link becomes it; another:"
                            + " ./matrixos setup-code)%n",
                    Printable.of(SetupCodeCommand.link(api)));
        } catch (CommandException e) {
            context.err().println("(there is no link for the first admin: " + e.getMessage() + ")");
        }
    }

    private static String addresses(Config config, JsonNode host) {
        URI platform = Context.platform(config);
        String site = host.path("siteUrl").asText("http://localhost:" + platform.getPort());
        return """

                Matrix OS is up.
                  site   %s
                  API    %s/containers
                  AI     %s
                  logs   ./matrixos logs platform -f
                """.formatted(Printable.of(site.endsWith("/") ? site : site + "/"), platform, model(config));
    }

    private static String model(Config config) {
        if (!config.get(ProxySettings.API_KEY).isEmpty()) {
            return "requests go to " + config.get(ProxySettings.API_URL) + " with the shared key";
        }
        return "no API key: "
                + (Demo.isWanted(config) ? "answers come from a scripted demo model" : "calls are refused")
                + "; set ANTHROPIC_API_KEY in .env for a real one";
    }
}
