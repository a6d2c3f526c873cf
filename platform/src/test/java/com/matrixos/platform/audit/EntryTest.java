package com.matrixos.platform.audit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No secret comes into the log by its name.
final class EntryTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "newPassword",
                "password_hash",
                "token",
                "apiToken",
                "TOKENS",
                "secret",
                "clientSecret",
                "code",
                "recoveryCodesLeft"
            })
    void namesOfSecretsAreRefused(String name) {
        assertThatThrownBy(() -> entry(Map.of(name, "x"))).hasMessageContaining(name);
        assertThatThrownBy(() -> entry(Map.of("fine", Map.of(name, "x")))).hasMessageContaining(name);
        assertThatThrownBy(() -> new Entry(Actor.SYSTEM, "a.b", "c", Map.of(name, "x"), Map.of(), Entry.Outcome.OK))
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"role", "email", "barcode", "decoded", "passwordless", "secretary", "tokenised"})
    void otherNamesAreNot(String name) {
        assertThatCode(() -> entry(Map.of(name, "x"))).doesNotThrowAnyException();
    }

    private static Entry entry(Map<String, ?> after) {
        return new Entry(Actor.SYSTEM, "a.b", "c", Map.of(), after, Entry.Outcome.OK);
    }
}
