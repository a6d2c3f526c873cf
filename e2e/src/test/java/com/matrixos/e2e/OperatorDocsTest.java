package com.matrixos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The pages about commands and the proxy, as an operator types them, on a real installation without a key: the `bash`
/// blocks
/// of each page, in order, in one shell.
@Tag("docker")
final class OperatorDocsTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```bash\\n(.*?)^```$");

    @TempDir
    static Path state;

    private static Installation host;

    @BeforeAll
    static void up() throws Exception {
        host = Installation.up(state, Map.of());
    }

    @AfterAll
    static void down() throws Exception {
        if (host != null) {
            host.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"docs/how-to/budgets.md, 8", "docs/reference/proxy-api.md, 12", "docs/reference/cli.md, 13"})
    void everyCommandWorks(String page, int blocks) throws Exception {
        List<String> scripts = BLOCK.matcher(Checkout.read(Checkout.root().resolve(page)))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(scripts).hasSizeGreaterThanOrEqualTo(blocks);
        Path script =
                Files.writeString(state.resolve("page.sh"), "set -euo pipefail\n" + here(String.join("", scripts)));
        assertThat(host.shell().must("bash '" + script + "'")).isNotEmpty();
    }

    private static String here(String script) {
        return script.replace("localhost:8080", "localhost:" + host.proxyPort())
                .replace("curl ", "curl -sS --fail-with-body ");
    }
}
