package com.matrixos.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The real Claude Code, in somebody's container: fetched from npm once, laid into the home folder, and run as
/// its owner would in the terminal, with nothing set but what the container has.
final class ClaudeCode {
    /// The version that docs/decisions/0018 measured.
    private static final String VERSION = "2.1.330";

    private static final String PACKAGE =
            "@anthropic-ai/claude-code-linux-" + (System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64");

    private final Installation host;
    private final String handle;

    private ClaudeCode(Installation host, String handle) {
        this.host = host;
        this.handle = handle;
    }

    /// Puts it into the container of a handle.
    static ClaudeCode in(Installation host, String handle) throws IOException, InterruptedException {
        Path cache = Checkout.root().resolve(".matrixos/cache/claude-code-" + VERSION);
        Path program = cache.resolve("node_modules").resolve(PACKAGE).resolve("claude");
        if (!Files.exists(program)) {
            Files.createDirectories(cache);
            host.shell()
                    .must("npm install --prefix '" + cache + "' --ignore-scripts --no-audit --no-fund --no-save "
                            + PACKAGE + "@" + VERSION);
        }
        Path home = host.state().resolve("users").resolve(handle).resolve("matrixos");
        Files.copy(program, home.resolve("claude"));
        host.shell().must("chmod 755 '" + home.resolve("claude") + "'");
        return new ClaudeCode(host, handle);
    }

    /// What one run printed and how it ended.
    record Answer(int code, JsonNode result) {
        String text() {
            return result.path("result").asText();
        }

        String session() {
            return result.path("session_id").asText();
        }
    }

    /// Asks it one thing.
    ///
    /// @param prompt for the scripted model, so with directives in it
    /// @param options further command line options
    Answer ask(String prompt, String options) throws IOException, InterruptedException {
        Path file = host.state().resolve("prompt.txt");
        Files.writeString(file, prompt);
        Shell.Result run = host.shell()
                .run("docker exec -i -e CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1 -e DISABLE_AUTOUPDATER=1 matrixos-"
                        + handle + " ./claude -p --output-format json " + options + " < '" + file + "' 2>&1");
        String json = run.output().lines().filter(line -> line.startsWith("{")).reduce("{}", (_, last) -> last);
        if (json.equals("{}")) {
            throw new AssertionError("Claude Code said: " + run.output());
        }
        return new Answer(run.code(), Json.mapper().readTree(json));
    }
}
