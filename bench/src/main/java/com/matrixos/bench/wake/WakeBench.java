package com.matrixos.bench.wake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Wakes a computer through the platform, starts a bare busybox and our image with Docker alone, in turns, and prints
/// how they compare. `bench/wake/run` prepares everything and cleans up.
public final class WakeBench {
    private static final String HANDLE = "bench-wake";
    private static final double NANOS_PER_MS = 1e6;

    private final List<Long> woken = new ArrayList<>();
    private final List<Long> bare = new ArrayList<>();
    private final List<Long> alone = new ArrayList<>();

    private WakeBench() {}

    /// Arguments: the platform's port, Docker's socket, rounds, then name and port of the busybox container and of the
    /// container of our image.
    public static void main(String[] args) throws IOException {
        var platform = new Platform(Http.loopback(Integer.parseInt(args[0])), HANDLE);
        var engine = new Engine(Http.unix(args[1]));
        var bench = new WakeBench();
        String cookie = platform.enter();
        try {
            // The first round fills caches on every side and does not count.
            for (int round = 0; round <= Integer.parseInt(args[2]); round++) {
                engine.stop(args[3]);
                engine.stop(args[5]);
                platform.stop();
                long busybox = engine.startToFirstByte(args[3], Integer.parseInt(args[4]), "/");
                engine.stop(args[3]);
                long through = platform.wakeToFirstByte(cookie);
                platform.stop();
                long ours = engine.startToFirstByte(args[5], Integer.parseInt(args[6]), "/api/system/info");
                if (round > 0) {
                    bench.bare.add(busybox);
                    bench.woken.add(through);
                    bench.alone.add(ours);
                }
            }
        } finally {
            platform.destroy();
        }
        bench.print();
    }

    @SuppressWarnings("SystemOut") // the report is what the command is for
    private void print() {
        System.out.printf(
                Locale.ROOT, "%n%-52s %3s %8s %8s %8s%n", "to the first byte, ms", "n", "p50", "p95", "ratio");
        row("bare busybox, docker start", bare);
        row("our image, docker start, no CPU lift", alone);
        row("our image, woken by a request through the platform", woken);
    }

    @SuppressWarnings("SystemOut")
    private void row(String name, List<Long> nanos) {
        System.out.printf(
                Locale.ROOT,
                "%-52s %3d %8.0f %8.0f %8.2f%n",
                name,
                nanos.size(),
                percentile(nanos, 0.50) / NANOS_PER_MS,
                percentile(nanos, 0.95) / NANOS_PER_MS,
                (double) percentile(nanos, 0.50) / percentile(bare, 0.50));
    }

    /// The nearest-rank percentile.
    private static long percentile(List<Long> values, double share) {
        List<Long> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
