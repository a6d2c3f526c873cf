package com.matrixos.cli;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// Somebody who types what was laid out, and whose time passes at once; unless they lose patience.
final class ScriptedTerminal implements Terminal {
    private final Queue<String> lines = new ArrayDeque<>();
    private final List<Duration> pauses = new ArrayList<>();
    private int patience = Integer.MAX_VALUE;

    void types(String line) {
        lines.add(line);
    }

    /// Breaks off the pause after so many.
    void breaksOffAfter(int pauses) {
        patience = pauses;
    }

    List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    @Override
    public Optional<String> line() {
        return Optional.ofNullable(lines.poll());
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        if (pauses.size() == patience) {
            throw new InterruptedException("Ctrl-C");
        }
        pauses.add(time);
    }
}
