package com.matrixos.cli;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Routes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A page of the documentation as an operator types it: its `bash` blocks, in order, in one shell. Its launcher
/// hands every command to this process, which saves the start of a JVM for each.
final class TypedPage implements AutoCloseable {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```bash\\n(.*?)^```$");

    private final HttpServer commands = HttpServer.builder(new Routes().post("/", this::command))
            .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .start();
    private final Path checkout;
    private final Map<String, String> environment;

    /// What a page has led to.
    record Ended(int code, String output) {}

    TypedPage(Path checkout, Map<String, String> environment) throws IOException {
        this.checkout = checkout;
        this.environment = Map.copyOf(environment);
        Path launcher = Files.writeString(checkout.resolve("matrixos"), """
                #!/bin/sh
                printf '%%s\\n' "$@" | curl -sS --fail-with-body --data-binary @- http://localhost:%d/
                """.formatted(commands.port(0)));
        launcher.toFile().setExecutable(true);
    }

    /// The blocks of a page.
    static List<String> blocks(String page) {
        return BLOCK.matcher(Checkout.read(page))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    Ended run(String script) throws IOException, InterruptedException {
        Process bash = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
                .directory(checkout.toFile())
                .redirectErrorStream(true)
                .start();
        bash.getOutputStream().close();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!bash.waitFor(2, TimeUnit.MINUTES)) {
            throw new AssertionError("bash has closed its output and goes on:\n" + output);
        }
        return new Ended(bash.exitValue(), output);
    }

    @Override
    public void close() {
        commands.close();
    }

    private Answer command(Call call) throws Exception {
        String[] words = new String(call.body(), StandardCharsets.UTF_8).split("\n");
        Path file = checkout.resolve(words[words.length - 1]);
        if (words[0].equals("prices") && Files.exists(file)) {
            words[words.length - 1] = file.toString();
        }
        var typed = new Typed(checkout, environment);
        int code = typed.run(words);
        return Answer.text(code == 0 ? 200 : 500, "text/plain", code == 0 ? typed.out() : typed.err());
    }
}
