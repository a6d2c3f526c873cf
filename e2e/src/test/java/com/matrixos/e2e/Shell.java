package com.matrixos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs commands as an operator would type them.
final class Shell {
    /// What a command left behind.
    record Result(int code, String output) {
        /// The output of a command that must have worked.
        String expectSuccess() {
            assertThat(code).as(output).isZero();
            return output;
        }
    }

    private final Path folder;
    private final Map<String, String> environment;

    Shell(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /// Runs one line of bash, output and errors together, for ten minutes at the most.
    Result run(String line) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("bash", "-c", line)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.MINUTES))
                .as("still running: " + line)
                .isTrue();
        return new Result(process.exitValue(), output);
    }

    /// Runs one line that must work, and returns its output.
    String must(String line) throws IOException, InterruptedException {
        return run(line).expectSuccess();
    }
}
