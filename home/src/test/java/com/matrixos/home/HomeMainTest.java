package com.matrixos.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The process as the container starts it: its exit codes, its signals, its training run.
final class HomeMainTest {
    @TempDir
    private Path folder;

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        return start(System.getProperty("java.class.path"), environment, arguments);
    }

    private Process start(String classPath, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "@jvm.options",
                "-cp",
                classPath,
                HomeMain.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "PORT", "0",
                        "SHELL_PORT", "0",
                        "MATRIX_BIND", "127.0.0.1",
                        "MATRIX_HOME", folder.resolve("home").toString(),
                        "MATRIX_TEMPLATE", "template",
                        "PROXY_URL", "http://172.17.0.1:8080"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static String output(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    @Test
    void fillsTheHomeAndEndsGracefullyOnSigterm() throws Exception {
        Process process = start(Map.of());
        try (BufferedReader lines = process.inputReader()) {
            assertThat(lines.readLine()).contains("home ready handle=matrix port=");
            assertThat(folder.resolve("home/Welcome.md")).isRegularFile();
            assertThat(Files.isExecutable(folder.resolve("home/bin/hello"))).isTrue();
            // Unlike the process itself, its handle leaves the output open.
            process.toHandle().destroy();
            assertThat(process.waitFor(4, TimeUnit.SECONDS)).isTrue();
            assertThat(lines.readLine()).isNull();
        }
        assertThat(process.exitValue()).isEqualTo(128 + 15);
    }

    @Test
    void saysInOneLineThatTheHomeCannotBeWrittenTo() throws Exception {
        Process process = start(Map.of("MATRIX_HOME", "/proc/no-home"));
        assertThat(output(process).strip().lines())
                .singleElement()
                .asString()
                .contains("the home /proc/no-home cannot be written to");
        assertThat(process.exitValue()).isEqualTo(3);
    }

    @Test
    void saysInOneLineThatAPortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = start(Map.of("PORT", String.valueOf(taken.getLocalPort())));
            assertThat(output(process).strip().lines())
                    .singleElement()
                    .asString()
                    .contains("cannot listen");
            assertThat(process.exitValue()).isEqualTo(1);
        }
    }

    @Test
    void saysWhichSettingsAreWrong() throws Exception {
        Process process = start(Map.of("PORT", "many", "SHELL_PORT", "70000"));
        assertThat(output(process)).contains("PORT must be a whole number", "SHELL_PORT must be between");
        assertThat(process.exitValue()).isEqualTo(2);
    }

    @Test
    void trainsAndEnds() throws Exception {
        Process process = start(Map.of(), "--train");
        assertThat(output(process)).isEmpty();
        assertThat(process.exitValue()).isZero();
    }

    /// The module's pom keeps these jars of base's out of the image.
    @Test
    void needsNoneOfTheServersJars() throws Exception {
        var excluded = Pattern.compile(
                ".*/(sqlite-jdbc|jdbi3|flyway|dotenv|geantyref|jspecify|error_prone|annotations-)[^/]*");
        String[] jars = System.getProperty("java.class.path").split(File.pathSeparator, -1);
        List<String> needed =
                Stream.of(jars).filter(jar -> !excluded.matcher(jar).matches()).toList();
        assertThat(jars.length - needed.size()).isGreaterThan(4);
        Process process = start(String.join(File.pathSeparator, needed), Map.of(), "--train");
        assertThat(output(process)).isEmpty();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void printsItsSettings() throws Exception {
        assertThat(output(start(Map.of(), "--print-config"))).contains("MATRIX_HOME", "SHELL_PORT");
    }
}
