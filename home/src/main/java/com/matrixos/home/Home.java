package com.matrixos.home;

import com.matrixos.base.config.Config;
import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Routes;
import com.matrixos.base.lifecycle.Lifecycle;
import com.matrixos.base.time.SystemScheduler;
import com.matrixos.home.ai.AiRoutes;
import com.matrixos.home.boot.FirstBoot;
import com.matrixos.home.files.FileRoutes;
import com.matrixos.home.system.SystemRoutes;
import com.matrixos.home.terminal.ShellEnvironment;
import com.matrixos.home.terminal.TerminalRoutes;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// A running computer: everything it consists of, in start order.
public final class Home implements AutoCloseable {
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

    /// A terminal nobody types into is not dead, and closing it would only make the desktop connect again, which
    /// looks like activity and would keep the computer from ever going to sleep. TCP finds a peer that is gone.
    private static final Duration SOCKET_IDLE = Duration.ofHours(12);

    private final Lifecycle lifecycle;
    private final HttpServer server;

    private Home(Lifecycle lifecycle, HttpServer server) {
        this.lifecycle = lifecycle;
        this.server = server;
    }

    /// Prepares the home and listens on both ports.
    ///
    /// @param lifecycle takes what is started, and is closed when starting fails
    /// @param process the environment from which shells get their share
    /// @throws com.matrixos.home.boot.HomeUnusableException when the home cannot be written to
    public static Home start(Lifecycle lifecycle, Config config, Map<String, String> process) {
        try {
            Path home = config.get(HomeSettings.HOME);
            new FirstBoot(home, config.get(HomeSettings.TEMPLATE)).run();
            var scheduler = lifecycle.add(new SystemScheduler());
            var terminals = lifecycle.add(new TerminalRoutes(home, ShellEnvironment.of(process, home), scheduler));
            var routes = new Routes();
            new SystemRoutes(config.get(HomeSettings.HANDLE), scheduler, CGROUPS).addTo(routes);
            new AiRoutes(config.get(HomeSettings.HANDLE), process).addTo(routes);
            new FileRoutes(home).addTo(routes);
            terminals.addTo(routes);
            desktop(routes, config.get(HomeSettings.WEB));
            return new Home(lifecycle, lifecycle.add(listen(routes, config)));
        } catch (RuntimeException e) {
            lifecycle.close();
            throw e;
        }
    }

    /// The port of the gateway.
    public int port() {
        return server.port(0);
    }

    /// The port of the shell, where the same is served.
    public int shellPort() {
        return server.port(1);
    }

    @Override
    public void close() {
        lifecycle.close();
    }

    /// What these paths lead to is not the desktop's; a page in place of a missing resource would only confuse.
    private static void desktop(Routes routes, Path web) {
        for (String reserved : new String[] {"api", "ws", "files", "apps", "modules"}) {
            routes.nothing("/" + reserved + "/{rest*}");
        }
        routes.get("/{path*}", new Desktop(web));
    }

    private static HttpServer listen(Routes routes, Config config) {
        String address = config.get(HomeSettings.BIND);
        return HttpServer.builder(routes)
                .listen(new InetSocketAddress(address, config.get(HomeSettings.PORT)))
                .listen(new InetSocketAddress(address, config.get(HomeSettings.SHELL_PORT)))
                .grace(Duration.ofSeconds(3))
                .socketIdle(SOCKET_IDLE)
                .start();
    }
}
