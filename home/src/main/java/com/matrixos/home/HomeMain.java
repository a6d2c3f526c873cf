package com.matrixos.home;

import com.matrixos.base.config.Config;
import com.matrixos.base.config.ConfigException;
import com.matrixos.base.config.Environment;
import com.matrixos.base.lifecycle.Lifecycle;
import com.matrixos.base.log.Logging;
import com.matrixos.home.boot.HomeUnusableException;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts a user's computer. `--print-config` shows the settings instead, `--train` serves itself a few
/// requests and ends.
///
/// | ends with | when |
/// |---|---|
/// | 1 | it could not start, for example because a port is taken |
/// | 2 | settings are wrong; all of them are named |
/// | 3 | the home cannot be written to |
public final class HomeMain {
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_SETTINGS = 2;
    private static final int EXIT_HOME = 3;

    private HomeMain() {}

    /// Runs until SIGTERM.
    public static void main(String[] arguments) throws Exception {
        Logging.install();
        Logger log = LoggerFactory.getLogger(HomeMain.class);
        try {
            run(List.of(arguments), log);
        } catch (ConfigException e) {
            log.error("{}", e.getMessage());
            System.exit(EXIT_SETTINGS);
        } catch (UncheckedIOException e) {
            log.error("cannot start: {}", e.getMessage());
            System.exit(EXIT_FAILED);
        } catch (HomeUnusableException e) {
            log.error("{}", e.getMessage());
            System.exit(EXIT_HOME);
        }
    }

    private static void run(List<String> arguments, Logger log) throws Exception {
        if (arguments.contains("--train")) {
            Training.run();
            return;
        }
        Config config = Config.read(HomeSettings.ALL, Environment.of(System.getenv()));
        if (arguments.contains("--print-config")) {
            System.out.print(config.table());
            return;
        }
        var lifecycle = new Lifecycle();
        // Before anything is started: a signal that comes meanwhile finds something to stop.
        lifecycle.closeOnSignal();
        Home home = Home.start(lifecycle, config, System.getenv());
        log.info(
                "home ready handle={} port={} shellPort={}",
                config.get(HomeSettings.HANDLE),
                home.port(),
                home.shellPort());
        lifecycle.awaitClose();
    }
}
