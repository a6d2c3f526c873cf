package com.matrixos.testkit.model.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenRuleTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "abcd", "abcde", "größer", "日本語のテキスト", "a😀b😀c"})
    void fourBytesAreAToken(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;

        assertThat(TokenRule.bytes(text)).isEqualTo(bytes);
        assertThat(TokenRule.of(text)).isEqualTo((bytes + 3) / 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abcdefgh", "größer als alles", "日本語のテキスト", "a😀b😀c😀"})
    void whatFitsIsAsLongAsItCanBeAndNoCharacterIsCut(String text) {
        for (int tokens = 0; tokens <= TokenRule.of(text); tokens++) {
            int end = TokenRule.fitting(text, tokens);
            String fits = text.substring(0, end);

            assertThat(TokenRule.of(fits)).isLessThanOrEqualTo(tokens);
            assertThat(fits.getBytes(StandardCharsets.UTF_8)).doesNotContain((byte) '?');
            if (end < text.length()) {
                String more = text.substring(0, text.offsetByCodePoints(end, 1));
                assertThat(TokenRule.of(more)).isGreaterThan(tokens);
            }
        }
    }
}
