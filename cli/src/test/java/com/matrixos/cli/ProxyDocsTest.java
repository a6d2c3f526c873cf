package com.matrixos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Routes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The pages about the proxy's operator API, as an operator types them: the `bash` blocks of each, in order.
/// Its launcher hands every command to this process, which saves the start of a JVM for each.
final class ProxyDocsTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```bash\\n(.*?)^```$");

    @TempDir
    Path checkout;

    private final ScriptedProxy proxy = new ScriptedProxy();
    private final HttpServer commands = HttpServer.builder(new Routes().post("/", this::command))
            .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .start();

    @BeforeEach
    void aCheckoutWithALauncherAndPrices() throws Exception {
        proxy.hasSpent("demo", "0.00001", "1.25", "3.4");
        Path launcher = Files.writeString(checkout.resolve("matrixos"), """
                #!/bin/sh
                printf '%%s\\n' "$@" | curl -sS --fail-with-body --data-binary @- http://localhost:%d/
                """.formatted(commands.port(0)));
        launcher.toFile().setExecutable(true);
        Path resources = Files.createDirectories(checkout.resolve("proxy/src/main/resources"));
        Files.writeString(resources.resolve("prices.json"), "{}");
    }

    @AfterEach
    void close() {
        commands.close();
        proxy.close();
    }

    @ParameterizedTest
    @CsvSource({"docs/how-to/budgets.md, 8", "docs/reference/proxy-api.md, 12"})
    void everyCommandWorks(String page, int blocks) throws Exception {
        List<String> scripts = BLOCK.matcher(Checkout.read(page))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(scripts).hasSizeGreaterThanOrEqualTo(blocks);

        Process bash = new ProcessBuilder("bash", "-euo", "pipefail", "-c", here(String.join("", scripts)))
                .directory(checkout.toFile())
                .redirectErrorStream(true)
                .start();
        bash.getOutputStream().close();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(bash.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(bash.exitValue()).as(output).isZero();
        assertThat(proxy.tokens()).as("made and revoked").isEmpty();
    }

    private String here(String script) {
        return script.replace("localhost:8080", "localhost:" + proxy.port())
                .replace("curl ", "curl -sS --fail-with-body ");
    }

    private Answer command(Call call) throws Exception {
        String[] words = new String(call.body(), StandardCharsets.UTF_8).split("\n");
        Path file = checkout.resolve(words[words.length - 1]);
        if (words[0].equals("prices") && Files.exists(file)) {
            words[words.length - 1] = file.toString();
        }
        var typed = new Typed(checkout, Map.of("PROXY_PORT", Integer.toString(proxy.port())));
        int code = typed.run(words);
        return Answer.text(code == 0 ? 200 : 500, "text/plain", code == 0 ? typed.out() : typed.err());
    }
}
