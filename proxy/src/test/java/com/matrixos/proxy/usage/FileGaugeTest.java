package com.matrixos.proxy.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileGaugeTest {
    @ParameterizedTest
    @CsvSource({
        "0, text/plain, 0",
        "4, text/plain, 2",
        "300000, TEXT/markdown, 100000",
        "300000, application/json, 100000",
        "524288000, text/plain, 1000000",
        "9223372036854775807, text/plain, 1000000",
        "3000, image/png, 1000",
        "300000, image/png, 6000",
        "20000000, image/webp, 6000",
        "300, application/pdf, 100",
        "3000000, application/pdf, 86000",
        "524288000, application/pdf, 1000000",
        "9223372036854775807, application/pdf, 1000000",
        "3000000, '', 86000"
    })
    void isBySizeAndKind(long bytes, String mediaType, long tokens) {
        assertThat(FileGauge.tokens(OptionalLong.of(bytes), mediaType)).isEqualTo(tokens);
    }

    @Test
    void ofUnknownSizeIsAFewPages() {
        assertThat(FileGauge.tokens(OptionalLong.empty(), "text/plain")).isEqualTo(20_000);
    }
}
