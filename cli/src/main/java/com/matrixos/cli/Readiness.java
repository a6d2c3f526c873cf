package com.matrixos.cli;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits for a process that was just started: until it is healthy, has ended, or has used up our patience.
///
/// @param client asks for health
/// @param patience how long a process may take
record Readiness(PlatformClient client, Duration patience) {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    /// Returns when the process answers healthily.
    ///
    /// @throws CommandException when it has ended or takes too long, naming the log that says why
    void await(String name, URI address, long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow(() -> ended(name));
        long deadline = System.nanoTime() + patience.toNanos();
        while (!client.healthy(address)) {
            if (endsWithin(BETWEEN_LOOKS, process)) {
                throw ended(name);
            }
            if (System.nanoTime() - deadline > 0) {
                throw new CommandException("The " + name + " does not answer at " + address + " after "
                        + patience.toSeconds() + " s. See: ./matrixos logs " + name);
            }
        }
        if (!process.isAlive()) {
            // Somebody else answers on that port, which is why ours could not stay.
            throw ended(name);
        }
    }

    private static boolean endsWithin(Duration time, ProcessHandle process) {
        try {
            process.onExit().get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for a process cannot fail", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("Interrupted.");
        }
    }

    private static CommandException ended(String name) {
        return new CommandException("The " + name + " has ended instead of starting. See: ./matrixos logs " + name);
    }
}
