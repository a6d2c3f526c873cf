package com.matrixos.bench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
    @ParameterizedTest
    @ValueSource(ints = {5_000, 5_001, 49_999, 50_000})
    void isExactlyAsLongAsAsked(int bytes) {
        assertThat(Body.of(true, bytes)).hasSize(bytes);
    }

    @Test
    void hasWhatClaudeCodeSends() throws Exception {
        JsonNode body = Json.mapper().readTree(Body.of(true, Body.USUAL));
        assertThat(body.fieldNames().next()).isEqualTo("model");
        assertThat(body.path("tools")).hasSize(12);
        assertThat(body.path("tools").get(0).path("description").asText()).hasSizeGreaterThan(3_000);
        assertThat(body.path("stream").asBoolean()).isTrue();
    }

    @Test
    void isWholeAroundAPromptThatIsMadeLater() throws Exception {
        String[] around = Body.aroundPrompt();
        assertThat(around).hasSize(2);
        JsonNode body = Json.mapper().readTree(around[0] + "ppp" + around[1]);
        assertThat(body.at("/messages/0/content/0/text").asText()).isEqualTo("ppp");
    }
}
