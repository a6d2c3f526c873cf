package com.matrixos.api.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UsdTest {
    @ParameterizedTest
    @CsvSource({
        "0,                    0.000000000",
        "1,                    0.000000000",
        "499,                  0.000000000",
        "500,                  0.000000001",
        "-500,                -0.000000001",
        "10000000,             0.000010000",
        "1000000000000,        1.000000000",
        "9223372036854775807,  9223372.036854776",
        "-9223372036854775808, -9223372.036854776",
    })
    void theLedgersAmountsAreShownWithNineDecimals(long pico, String shown) {
        assertThat(Usd.ofPico(pico).toPlainString()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "0,                       0",
        "0E-2000,                 0",
        "5,                       5000000000000",
        "5.00,                    5000000000000",
        "0.000000000001,          1",
        "0.10000000000000000000,  100000000000",
        "1E+3,                    1000000000000000",
        "1000000,                 1000000000000000000",
        "999999.999999999999,     999999999999999999",
    })
    void anAmountIsCountedExactly(BigDecimal usd, long pico) {
        assertThat(Usd.toPico(usd)).isEqualTo(pico);
    }

    @ParameterizedTest
    @CsvSource({
        "-0.01,                  must not be negative",
        "-1E-999999999,          must not be negative",
        "1000000.000000000001,   must not exceed 1000000 USD",
        "1E+999999999,           must not exceed 1000000 USD",
        "0.0000000000001,        must not have more than 12 decimals",
        "1E-999999999,           must not have more than 12 decimals",
    })
    void whatTheLedgerCannotHoldIsRefused(BigDecimal usd, String reason) {
        assertThatThrownBy(() -> Usd.toPico(usd))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000, 123_456_789_000L, 1_000_000_000_000_000_000L})
    void wholeNanoDollarsComeBackAsTheyWere(long pico) {
        assertThat(Usd.toPico(Usd.ofPico(pico))).isEqualTo(pico);
    }
}
