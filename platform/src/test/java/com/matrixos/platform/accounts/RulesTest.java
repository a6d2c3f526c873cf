package com.matrixos.platform.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.base.http.ProblemException;
import com.matrixos.platform.containers.Handle;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules that need no database.
final class RulesTest {
    private static final Handle ALICE = Handle.of("alice");
    private static final Instant NOW = Instant.parse("2026-02-15T11:30:18.000Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a horse of another colour",
                "xK9#mQ2$vL",
                "пароль из слов",
                "correct but not horse",
                "ten chars!!",
                "summerhouse by the sea"
            })
    void goodPasswords(String password) {
        assertThat(PasswordRules.check(password, ALICE, "a.smith@example.com")).isEqualTo(password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nine char",
                "1234567890",
                "password123",
                "P@ssw0rd2026!",
                "!!Qwertyuiop!!",
                "aaaaaaaaaaaa",
                "abababababab",
                "letmeinletmein",
                "I am ALICE here",
                "it is a.smith now",
                "iloveyou!!!!"
            })
    void badPasswords(String password) {
        assertThatThrownBy(() -> PasswordRules.check(password, ALICE, "a.smith@example.com"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().field()).isEqualTo("password"));
    }

    @Test
    void noPasswordIsNotGoodEither() {
        assertThatThrownBy(() -> PasswordRules.check(null, ALICE, "")).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @CsvSource({"alice,a1ice", "alice,al-ice", "walter,vvalter", "modern,modem", "oscar,0scar", "s5,55"})
    void lookAlikes(String one, String other) {
        assertThat(Skeleton.of(new Handle(one))).isEqualTo(Skeleton.of(new Handle(other)));
    }

    @Test
    void differentHandlesHaveDifferentSkeletons() {
        assertThat(Skeleton.of(Handle.of("alice"))).isNotEqualTo(Skeleton.of(Handle.of("alicia")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice@example.com",
                " Alice.B+tag@Mail.Example.co.uk ",
                "o'neil@example.ie",
                "x@xn--d1acpjx3f.xn--p1ai"
            })
    void addresses(String text) {
        assertThat(EmailAddress.check(text)).isEqualTo(text.strip().toLowerCase(java.util.Locale.ROOT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alice",
                "alice@",
                "@example.com",
                "a@b",
                "a b@example.com",
                "a@example.com, b@example.com",
                "a@example.com\r\nBcc: b@example.com",
                "\"a b\"@example.com",
                "Alice <a@example.com>",
                "a@example.com (x)",
                "a@exa mple.com",
                "a@.com",
                "group:a@example.com;"
            })
    void noAddresses(String text) {
        assertThatThrownBy(() -> EmailAddress.check(text))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().field()).isEqualTo("email"));
    }

    @Test
    void waitsDoubleUpToTheLongest() {
        var backoff = new Backoff(5, Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofDays(1));
        assertThat(backoff.wait(new Backoff.Failures(4, NOW), NOW)).isZero();
        assertThat(backoff.wait(new Backoff.Failures(5, NOW), NOW)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.wait(new Backoff.Failures(8, NOW), NOW)).isEqualTo(Duration.ofSeconds(8));
        assertThat(backoff.wait(new Backoff.Failures(8, NOW), NOW.plusSeconds(5)))
                .isEqualTo(Duration.ofSeconds(3));
        assertThat(backoff.wait(new Backoff.Failures(8, NOW), NOW.plusSeconds(8)))
                .isZero();
        assertThat(backoff.wait(new Backoff.Failures(Integer.MAX_VALUE, NOW), NOW))
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(backoff.more(new Backoff.Failures(9, NOW), NOW.plus(Duration.ofDays(1))))
                .isEqualTo(new Backoff.Failures(1, NOW.plus(Duration.ofDays(1))));
    }

    /// RFC 6238 appendix B, SHA-1, the last six of the eight digits.
    @ParameterizedTest
    @CsvSource({"59,287082", "1111111109,081804", "1234567890,005924", "20000000000,353130"})
    void codesAreThoseOfTheStandard(long seconds, String code) {
        String secret = new Base32()
                .encodeToString("12345678901234567890".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(Totp.code(secret, seconds / 30)).isEqualTo(code);
        assertThat(Totp.step(secret, code, Instant.ofEpochSecond(seconds), 0)).isEqualTo(OptionalLong.of(seconds / 30));
        assertThat(Totp.step(secret, code, Instant.ofEpochSecond(seconds), seconds / 30))
                .isEmpty();
        assertThat(Totp.step(secret, code, Instant.ofEpochSecond(seconds + 61), 0))
                .isEmpty();
    }

    @Test
    void codesAreReadAsTheyAreMeant() {
        String code = Codes.random(2);
        assertThat(code).matches("[a-z0-9]{5}-[a-z0-9]{5}").doesNotContain("i", "l", "o", "u");
        assertThat(Codes.normal("  AbO-1 l i")).isEqualTo("ab0111");
        assertThat(Codes.normal(code)).isEqualTo(code.replace("-", ""));
    }
}
