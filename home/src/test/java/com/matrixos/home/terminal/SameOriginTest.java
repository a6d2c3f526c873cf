package com.matrixos.home.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SameOriginTest {
    @ParameterizedTest
    @CsvSource({
        "http://alice.localhost:9000, alice.localhost:9000, true",
        "https://alice.example.com, alice.example.com, true",
        "https://alice.example.com, alice.example.com:443, true",
        "https://alice.example.com:443, alice.example.com, true",
        "http://alice.example.com, alice.example.com:80, true",
        "HTTPS://ALICE.example.com, alice.Example.com, true",
        "http://[::1]:3000, [::1]:3000, true",
        "http://alice.localhost:9000, alice.localhost, false",
        "http://alice.localhost, alice.localhost:9000, false",
        "https://bob.example.com, alice.example.com, false",
        "https://alice.example.com.evil.example, alice.example.com, false",
        "https://evil.example/alice.example.com, alice.example.com, false",
        "https://alice.example.com@evil.example, alice.example.com, false",
        "'null', alice.example.com, false",
        "'', alice.example.com, false",
        "file://, alice.example.com, false",
        "'http://a b', alice.example.com, false",
        "https://alice.example.com, '', false",
    })
    void comparesHostAndPort(String origin, String host, boolean same) {
        assertThat(SameOrigin.matches(origin, host)).isEqualTo(same);
    }
}
