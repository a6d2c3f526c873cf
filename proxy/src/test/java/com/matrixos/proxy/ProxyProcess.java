package com.matrixos.proxy;

import com.matrixos.testkit.anthropic.ScriptedAnthropic;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The proxy as a process of its own, as an operator runs it.
final class ProxyProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening address=127\\.0\\.0\\.1:([0-9]+)");

    private final Process process;
    private final StringBuffer output = new StringBuffer();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final Thread reader;

    private ProxyProcess(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /// Starts it in a folder, with these settings and nothing else of ours from the environment.
    static ProxyProcess start(Path folder, List<String> jvm, Map<String, String> settings, String... arguments)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ProxyMain.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(PLATFORM|PROXY|ANTHROPIC)_.*"));
        builder.environment().putAll(settings);
        return new ProxyProcess(builder.start());
    }

    /// Starts it in a folder that is its own, at a port of its choice, with that upstream.
    static ProxyProcess towards(ScriptedAnthropic upstream, Path folder) throws IOException {
        return start(
                folder,
                List.of(),
                Map.of(
                        "PROXY_PORT",
                        "0",
                        "PROXY_BIND",
                        "127.0.0.1",
                        "PROXY_DB_PATH",
                        folder.resolve("proxy.db").toString(),
                        "PROXY_RUN_DIR",
                        folder.resolve("run").toString(),
                        "ANTHROPIC_API_KEY",
                        RunningProxy.KEY,
                        "ANTHROPIC_API_URL",
                        upstream.url().toString()));
    }

    /// The port it got on 127.0.0.1, as soon as it listens.
    int port() throws Exception {
        return port.get(30, TimeUnit.SECONDS);
    }

    /// Waits for its end and returns its status.
    int exit() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("still running:\n" + output);
        }
        reader.join();
        return process.exitValue();
    }

    /// Asks it to end, as `kill` does.
    void terminate() {
        process.destroy();
    }

    String output() {
        return output.toString();
    }

    /// The most memory it has had at once, in MiB.
    long peakMemory() throws IOException {
        String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
        Matcher peak = Pattern.compile("VmHWM:\\s+([0-9]+) kB").matcher(status);
        if (!peak.find()) {
            throw new AssertionError(status);
        }
        return Long.parseLong(peak.group(1)) / 1024;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
        reader.join();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    port.complete(Integer.parseInt(listening.group(1)));
                }
            }
        } catch (IOException _) {
            // the process was killed
        }
        port.completeExceptionally(new AssertionError("ended before it listened:\n" + output));
    }
}
