package com.matrixos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DollarsTest {
    @ParameterizedTest
    @CsvSource({
        "0.000000000,    $0.00",
        "5.000000000,    $5.00",
        "1.200000000,    $1.20",
        "0.012300000,    $0.0123",
        "12.345678901,   $12.3457",
        "0.009999000,    $0.01",
        "0.000012345,    $0.000012",
        "0.000000001,    $0.000000001",
        "-0.500000000,   -$0.50",
        "1000000,        $1000000.00",
    })
    void whatWasSpentIsRoundedButNeverToNothing(BigDecimal usd, String shown) {
        assertThat(Dollars.spent(usd)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"5, $5.00", "0.125, $0.125", "1E+3, $1000.00", "0.000000000001, $0.000000000001", ", none"})
    void aLimitIsShownInFull(BigDecimal usd, String shown) {
        assertThat(Dollars.limit(usd)).isEqualTo(shown);
    }
}
