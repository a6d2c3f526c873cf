package com.matrixos.base.ids;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TokensTest {
    @Test
    void tokensAreLongUrlSafeAndNeverTheSame() {
        var tokens = Stream.generate(() -> Tokens.random("mx_")).limit(1_000).toList();

        assertThat(tokens).doesNotHaveDuplicates().allMatch(token -> token.matches("mx_[A-Za-z0-9_-]{43}"));
    }

    @Test
    void digestIsTheStandardOne() {
        assertThat(Tokens.sha256("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void sameComparesContent() {
        assertThat(Tokens.same("secret", new String("secret"))).isTrue();
        assertThat(Tokens.same("secret", "secret ")).isFalse();
    }
}
