package com.matrixos.testkit.model;

import com.matrixos.base.lifecycle.Lifecycle;
import com.matrixos.base.log.Logging;
import com.matrixos.base.time.SystemScheduler;
import java.io.UncheckedIOException;
import java.util.List;

/// The scripted model as a process of its own. It ends with 1 when it cannot listen, and with 2 when its
/// options are wrong.
public final class ModelMain {
    private static final String USAGE = """
            model [--port N | --url URL] [--bind ADDRESS] [--demo] [--key KEY]
              --port N        the TCP port, 8089 unless set; 0 for any free one
              --bind ADDRESS  the address to listen on, 127.0.0.1 unless set
              --url URL       both at once, for example http://127.0.0.1:8089
              --demo          obey no script; say that this is a demo and how to set a key
              --key KEY       accept this API key only
            """;

    private ModelMain() {}

    /// Runs until SIGTERM or SIGINT. Prints one line with its address when it listens.
    @SuppressWarnings("SystemOut") // who starts it on any port reads that line
    public static void main(String[] args) throws InterruptedException {
        Logging.install();
        ModelOptions options;
        try {
            options = ModelOptions.parse(List.of(args));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + USAGE);
            System.exit(2);
            return;
        }
        var lifecycle = new Lifecycle();
        try {
            var scheduler = lifecycle.add(new SystemScheduler());
            var model = lifecycle.add(ScriptedModel.start(options, scheduler));
            System.out.println("listening " + model.url());
        } catch (UncheckedIOException e) {
            System.err.println("cannot start: " + e.getMessage());
            System.exit(1);
            return;
        }
        lifecycle.closeOnSignal();
        lifecycle.awaitClose();
    }
}
