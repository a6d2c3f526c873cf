package com.matrixos.bench.proxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Whether a proxy's memory grows while it works on and on: calls and streams by turns, its memory after each.
final class Soak {
    /// Megabytes an hour; the goal is none, and this is what a line through the points of an hour may be off.
    private static final double MOST_PER_HOUR = 1;

    private static final Duration TURN = Duration.ofSeconds(20);
    private static final double NANOS_PER_HOUR = 3.6e12;

    private final Turns turns;
    private final Target target;
    private final List<Point> points = new ArrayList<>();
    private long seed = 1;

    Soak(Turns turns, Target target) {
        this.turns = turns;
        this.target = target;
    }

    /// @param hours since the begin
    /// @param rss MiB, the most of the turn. Not PSS, which falls while other JVMs share the same libraries
    private record Point(double hours, double rss) {}

    /// Works for so long; returns the report.
    String run(Duration length) throws InterruptedException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < length.toNanos()) {
            seed++;
            add(begun, turns.stream(target, new FirstBytes.Load(Size.LOW_RATE, TURN, seed)));
            add(begun, turns.message(target, new FirstBytes.Load(Size.LOW_RATE, TURN, seed)));
            add(begun, turns.events(target, Size.few(TURN)));
        }
        return report();
    }

    private void add(long begun, Sample sample) {
        Progress.say("soak, " + sample.cost().peakRss() + " MiB", sample);
        points.add(new Point(
                (System.nanoTime() - begun) / NANOS_PER_HOUR, sample.cost().peakRss()));
    }

    /// Over the second half: what is loaded and compiled late is no growth.
    private String report() {
        List<Point> late = points.subList(points.size() / 2, points.size());
        double slope = slope(late);
        double most = points.stream().mapToDouble(Point::rss).max().orElseThrow();
        return String.format(
                Locale.ROOT,
                "- Memory over %.1f h, %d calls/s or %d streams by turns: RSS %.0f MiB at first, %.0f at last, %.0f at most;"
                        + " in the second half %+.1f MiB an hour: %s.",
                points.getLast().hours(),
                Size.LOW_RATE,
                Size.few(TURN).streams(),
                points.getFirst().rss(),
                points.getLast().rss(),
                most,
                slope,
                slope <= MOST_PER_HOUR ? "met" : "missed");
    }

    /// Of the line with the least squares, in MiB an hour.
    private static double slope(List<Point> points) {
        double meanHours = points.stream().mapToDouble(Point::hours).average().orElseThrow();
        double meanRss = points.stream().mapToDouble(Point::rss).average().orElseThrow();
        double together = 0;
        double square = 0;
        for (Point point : points) {
            together += (point.hours() - meanHours) * (point.rss() - meanRss);
            square += (point.hours() - meanHours) * (point.hours() - meanHours);
        }
        return together / square;
    }
}
