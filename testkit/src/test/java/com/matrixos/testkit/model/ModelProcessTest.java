package com.matrixos.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The program as a process of its own, and its command line.
@Timeout(60)
final class ModelProcessTest {
    @Test
    void itSaysWhereItListensAndEndsOnSigterm() throws Exception {
        Process process = start("--port", "0");
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            assertThat(line).startsWith("listening http://127.0.0.1:");
            var health = HttpRequest.newBuilder(URI.create(line.substring("listening ".length()) + "/health"));
            try (var client = HttpClient.newHttpClient()) {
                assertThat(client.send(health.build(), BodyHandlers.ofString()).body())
                        .isEqualTo("{\"status\":\"ok\"}");
            }
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aTakenPortEndsIt() throws Exception {
        try (var first = ScriptedModel.start()) {
            Process second = start("--url", first.url().toString());

            assertThat(new String(second.getInputStream().readAllBytes()))
                    .contains("cannot start: listen on")
                    .contains(Integer.toString(first.url().getPort()))
                    .doesNotContain("\tat ");
            assertThat(second.waitFor()).isEqualTo(1);
        }
    }

    @Test
    void wrongOptionsEndItWithItsUsage() throws Exception {
        Process process = start("--prot", "0");

        assertThat(new String(process.getInputStream().readAllBytes()))
                .startsWith("--prot is no option")
                .contains("--demo");
        assertThat(process.waitFor()).isEqualTo(2);
    }

    @Test
    void optionsAreTaken() {
        assertThat(ModelOptions.parse(List.of()))
                .isEqualTo(new ModelOptions("127.0.0.1", 8089, false, Optional.empty()));
        assertThat(ModelOptions.parse(List.of("--bind", "::1", "--port", "1", "--demo", "--key", "k")))
                .isEqualTo(new ModelOptions("::1", 1, true, Optional.of("k")));
        assertThat(ModelOptions.parse(List.of("--url", "http://localhost:9")))
                .isEqualTo(new ModelOptions("localhost", 9, false, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port x", "--port -1", "--port 70000", "--port", "--url https://x", "--url x", "serve"})
    void whatIsNoOptionIsNamed(String arguments) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelOptions.parse(List.of(arguments.split(" "))))
                .withMessageContaining(arguments.split(" ")[0]);
    }

    private static Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ModelMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
