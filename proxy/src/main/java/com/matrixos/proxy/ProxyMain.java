package com.matrixos.proxy;

import com.matrixos.api.settings.Settings;
import com.matrixos.base.config.Config;
import com.matrixos.base.config.ConfigException;
import com.matrixos.base.config.Environment;
import com.matrixos.base.lifecycle.Lifecycle;
import com.matrixos.base.log.Logging;
import com.matrixos.base.time.SystemScheduler;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The process: reads settings from the environment and `.env`, starts the [Proxy], and stops it on SIGTERM or SIGINT.
///
/// ```
/// proxy [--print-config]
/// ```
///
/// Ends with 0 after a signal or `--print-config`, 1 when it cannot start, 2 when settings or arguments are wrong.
public final class ProxyMain {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyMain.class);
    private static final int CANNOT_START = 1;
    private static final int WRONG_SETTINGS = 2;

    private ProxyMain() {}

    /// Runs the process.
    public static void main(String[] args) throws InterruptedException {
        Logging.install();
        int status = run(List.of(args));
        if (status != 0) {
            System.exit(status);
        }
    }

    private static int run(List<String> arguments) throws InterruptedException {
        boolean print = arguments.equals(List.of("--print-config"));
        if (!print && !arguments.isEmpty()) {
            System.err.println("usage: proxy [--print-config]");
            return WRONG_SETTINGS;
        }
        Config config;
        try {
            config = Config.read(Settings.ALL, Environment.load(System.getenv(), Path.of("")));
        } catch (ConfigException e) {
            System.err.println(e.getMessage());
            return WRONG_SETTINGS;
        }
        if (print) {
            System.out.print(config.table());
            return 0;
        }
        return serve(config);
    }

    /// Says in one line what is in the way of a start, with its cause; a stack would bury it.
    private static int serve(Config config) throws InterruptedException {
        var lifecycle = new Lifecycle();
        try {
            var scheduler = lifecycle.add(new SystemScheduler());
            lifecycle.add(Proxy.start(config, scheduler));
        } catch (RuntimeException e) {
            LOG.error("cannot start: {}{}", e.getMessage(), e.getCause() == null ? "" : ": " + e.getCause());
            lifecycle.close();
            return CANNOT_START;
        }
        lifecycle.closeOnSignal();
        lifecycle.awaitClose();
        return 0;
    }
}
