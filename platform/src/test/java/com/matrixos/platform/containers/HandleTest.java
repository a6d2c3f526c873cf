package com.matrixos.platform.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.base.http.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HandleTest {
    @ParameterizedTest
    @ValueSource(strings = {"abc", "alice", "a1b", "a-b", "alice-2", "a--b", "abcdefghijklmnopqrstuvwxyz012345"})
    void accepts(String text) {
        assertThat(Handle.of(text).text()).isEqualTo(text);
        assertThat(Handle.parse(text)).contains(new Handle(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "ab",
                "1ab",
                "-ab",
                "ab-",
                "Alice",
                "al ice",
                "al.ice",
                "../x",
                "a_b",
                "älice",
                "alice\n",
                "abcdefghijklmnopqrstuvwxyz0123456",
                "www",
                "api",
                "admin",
                "app",
                "status",
                "mail",
                "localhost",
                "xn--bcher-kva"
            })
    void refusesNamingTheField(String text) {
        assertThat(Handle.parse(text)).isEmpty();
        assertThatThrownBy(() -> Handle.of(text)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().status()).isEqualTo(400);
            assertThat(e.problem().field()).isEqualTo("handle");
        });
    }
}
