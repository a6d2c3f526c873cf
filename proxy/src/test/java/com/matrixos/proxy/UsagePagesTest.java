package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.testkit.anthropic.ScriptedAnthropic;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Long tables come in pages that say so.
@Timeout(60)
class UsagePagesTest {
    private final ScriptedAnthropic upstream = ScriptedAnthropic.start();
    private RunningProxy proxy;

    @BeforeEach
    void start() throws Exception {
        proxy = RunningProxy.towards(upstream.url());
        String token = proxy.grant("alice");
        for (String model : List.of("claude-opus-5-5", "claude-haiku-4-5")) {
            upstream.play((_, reply) -> {
                reply.beginEvents();
                for (String event : Streams.of(model, 100, 1)) {
                    reply.send(event);
                }
                reply.end();
            });
            proxy.send(proxy.message(token, "{\"model\":\"" + model + "\",\"stream\":true,\"max_tokens\":9}"));
        }
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        upstream.close();
    }

    private HttpResponse<String> page(String path) throws Exception {
        return proxy.send(HttpRequest.newBuilder(proxy.uri(path)));
    }

    @Test
    void theHeaderNamesTheNextPageUntilTheLast() throws Exception {
        var first = page("/usage/alice/by?dim=model&from=2020-01-01&limit=1");
        assertThat(first.body()).contains("claude-opus-5-5").doesNotContain("haiku");
        String link = first.headers().firstValue("link").orElseThrow();
        var second = page(link.substring(1, link.indexOf('>')));
        assertThat(second.body()).contains("claude-haiku-4-5").doesNotContain("opus");
        assertThat(second.headers().firstValue("link")).isEmpty();
        assertThat(page("/usage/alice/by?dim=model").headers().firstValue("link"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=10001", "limit=x", "cursor=x", "cursor=-1", "cursor=9999999999"})
    void aPageThatCannotBeIsNamed(String query) throws Exception {
        var answer = page("/usage/alice/by?dim=model&" + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(query.substring(0, query.indexOf('=')));
    }
}
