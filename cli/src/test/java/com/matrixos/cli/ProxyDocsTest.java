package com.matrixos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The pages about the proxy's operator API, as an operator types them.
final class ProxyDocsTest {
    @TempDir
    Path checkout;

    private final ScriptedProxy proxy = new ScriptedProxy();

    @BeforeEach
    void aCheckoutWithPrices() throws Exception {
        proxy.hasSpent("demo", "0.00001", "1.25", "3.4");
        Path resources = Files.createDirectories(checkout.resolve("proxy/src/main/resources"));
        Files.writeString(resources.resolve("prices.json"), "{}");
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @ParameterizedTest
    @CsvSource({"docs/how-to/budgets.md, 8", "docs/reference/proxy-api.md, 12"})
    void everyCommandWorks(String page, int blocks) throws Exception {
        List<String> scripts = TypedPage.blocks(page);
        assertThat(scripts).hasSizeGreaterThanOrEqualTo(blocks);

        try (var typed = new TypedPage(checkout, Map.of("PROXY_PORT", Integer.toString(proxy.port())))) {
            TypedPage.Ended ended = typed.run(here(String.join("", scripts)));

            assertThat(ended.code()).as(ended.output()).isZero();
            assertThat(proxy.tokens()).as("made and revoked").isEmpty();
        }
    }

    private String here(String script) {
        return script.replace("localhost:8080", "localhost:" + proxy.port())
                .replace("curl ", "curl -sS --fail-with-body ");
    }
}
