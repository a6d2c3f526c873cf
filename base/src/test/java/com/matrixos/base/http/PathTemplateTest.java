package com.matrixos.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PathTemplateTest {
    @Test
    void holesTakeTheirSegments() {
        assertThat(PathTemplate.parse("/containers/{handle}/start").match("/containers/alice/start"))
                .contains(Map.of("handle", "alice"));
    }

    @Test
    void aStarTakesTheRest() {
        assertThat(PathTemplate.parse("/files/{path*}").match("/files/a/b c")).contains(Map.of("path", "a/b c"));
        assertThat(PathTemplate.parse("/files/{path*}").match("/files")).contains(Map.of("path", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "/containers/{handle}, /containers",
        "/containers/{handle}, /containers/",
        "/containers/{handle}, /containers/a/b",
        "/containers, /containers/",
        "/health, /healthy"
    })
    void otherPathsDoNotFit(String template, String path) {
        assertThat(PathTemplate.parse(template).match(path)).isEmpty();
    }
}
