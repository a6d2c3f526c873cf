package com.matrixos.base.lifecycle;

import com.matrixos.base.config.Config;
import com.matrixos.base.config.ConfigException;
import com.matrixos.base.config.Environment;
import com.matrixos.base.config.Setting;
import com.matrixos.base.log.Logging;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// The `main` of every server process: settings, start, wait for a signal, stop.
///
/// | ends with | when |
/// |---|---|
/// | 0 | it was asked to stop, or printed its settings (`--print-config`) |
/// | 1 | it could not start |
/// | 2 | settings are wrong; all of them are named on standard error |
public final class ServerMain {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private ServerMain() {}

    /// Runs until the process is told to end. Call from `main`, last.
    ///
    /// @param settings every known setting, so that a misspelled one of another process is found too
    /// @param start starts the server; what it returns is closed at the end
    @SuppressWarnings("SystemOut") // what an operator asked for on the command line is not a log line
    public static void run(String[] args, List<Setting<?>> settings, Function<Config, Lifecycle> start)
            throws InterruptedException {
        Logging.install();
        boolean print = List.of(args).equals(List.of("--print-config"));
        if (!print && args.length > 0) {
            System.err.println("the only option is --print-config");
            System.exit(MISUSED);
        }
        Config config;
        try {
            config = Config.read(settings, Environment.load(System.getenv(), Path.of("")));
        } catch (ConfigException e) {
            System.err.println(e.getMessage());
            System.exit(MISUSED);
            return;
        }
        if (print) {
            System.out.print(config.table());
            return;
        }
        await(config, start);
    }

    @SuppressWarnings("SystemOut") // the last words of a process that did not start
    private static void await(Config config, Function<Config, Lifecycle> start) throws InterruptedException {
        Lifecycle running;
        try {
            running = start.apply(config);
        } catch (RuntimeException e) {
            // One line with its cause: a stack would bury what is in the way.
            System.err.println("cannot start: " + e.getMessage() + (e.getCause() == null ? "" : ": " + e.getCause()));
            System.exit(FAILED);
            return;
        }
        running.closeOnSignal();
        running.awaitClose();
    }
}
