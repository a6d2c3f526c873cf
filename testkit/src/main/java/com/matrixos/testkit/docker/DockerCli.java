package com.matrixos.testkit.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The `docker` command and its like. A test looks at the engine through another client than the code it
/// tests.
final class DockerCli {
    private DockerCli() {}

    /// What came of a command.
    record Done(int exitCode, String output) {}

    static Done run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Done(process.waitFor(), output.strip());
        } catch (IOException e) {
            throw new UncheckedIOException("run " + command.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command.getFirst(), e);
        }
    }

    static Done docker(String... arguments) {
        var command = new ArrayList<String>();
        command.add("docker");
        command.addAll(List.of(arguments));
        return run(command);
    }

    /// The output of a command that must succeed.
    static String require(Done done) {
        if (done.exitCode() != 0) {
            throw new AssertionError("command failed with " + done.exitCode() + ": " + done.output());
        }
        return done.output();
    }
}
