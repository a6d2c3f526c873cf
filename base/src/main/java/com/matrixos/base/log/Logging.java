package com.matrixos.base.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Sets up the process's log: one line for one event on standard error, time in UTC first.
///
/// `java.util.logging` behind SLF4J, not Logback: it is in the runtime already, and home has 256 MB.
public final class Logging {
    private Logging() {}

    /// Call once, first thing in `main`. Our own packages log from INFO, libraries from WARNING.
    public static void install() {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        var console = new ConsoleHandler();
        console.setFormatter(new LineFormatter());
        console.setLevel(Level.ALL);
        root.addHandler(console);
        root.setLevel(Level.WARNING);
        ours.setLevel(Level.INFO);
    }

    /// Held so that the level is not lost with a collected logger.
    private static final Logger ours = Logger.getLogger("com.matrixos");

    private static final class LineFormatter extends Formatter {
        @Override
        public String format(LogRecord record) {
            var line = new StringBuilder(160)
                    .append(Instant.ofEpochMilli(record.getMillis()).truncatedTo(ChronoUnit.MILLIS))
                    .append(' ')
                    .append(record.getLevel().getName())
                    .append(' ')
                    .append(shortName(record.getLoggerName()))
                    .append(' ')
                    .append(formatMessage(record))
                    .append('\n');
            for (Throwable cause = record.getThrown(); cause != null; cause = cause.getCause()) {
                line.append("  ").append(cause).append('\n');
                for (StackTraceElement frame : cause.getStackTrace()) {
                    line.append("    at ").append(frame).append('\n');
                }
            }
            return line.toString();
        }

        private static String shortName(String logger) {
            return logger == null ? "-" : logger.substring(logger.lastIndexOf('.') + 1);
        }
    }
}
