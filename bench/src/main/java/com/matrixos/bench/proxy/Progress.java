package com.matrixos.bench.proxy;

import java.util.Locale;

/// Tells whoever waits how far it is, on standard error; standard output has the report alone.
final class Progress {
    private static final double NANOS_PER_MS = 1e6;

    private Progress() {}

    @SuppressWarnings("SystemOut") // a benchmark's progress is for the terminal, not for a log
    static void say(String what) {
        System.err.println("  … " + what);
    }

    static void say(String what, Sample sample) {
        say(String.format(
                Locale.ROOT,
                "%s: p50 %.3f ms, p99 %.3f ms, %d of %d, CPU %d %% this and %d %% all %s",
                what,
                sample.nanosAt(50) / NANOS_PER_MS,
                sample.nanosAt(99) / NANOS_PER_MS,
                sample.got(),
                sample.expected(),
                sample.cost().share(),
                sample.cost().machineBusy(),
                sample.trouble()));
    }
}
