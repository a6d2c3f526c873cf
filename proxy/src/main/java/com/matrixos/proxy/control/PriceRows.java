package com.matrixos.proxy.control;

import com.matrixos.api.usage.PriceRates;
import com.matrixos.api.usage.PriceRow;
import com.matrixos.proxy.prices.PriceBook;
import com.matrixos.proxy.prices.Rates;
import java.math.BigDecimal;
import java.time.LocalDate;

/// Prices as people and other programs read them.
final class PriceRows {
    /// Pico-dollars for a token are micro-dollars for a million of them.
    private static final int PICO_PER_TOKEN_SCALE = 6;

    private PriceRows() {}

    static PriceRow row(PriceBook.Listed listed) {
        Rates rates = listed.rates();
        return new PriceRow(
                listed.model(),
                listed.from().map(LocalDate::toString).orElse(null),
                listed.to().map(LocalDate::toString).orElse(null),
                listed.status(),
                new PriceRates(
                        usdPerMTok(rates.input()),
                        usdPerMTok(rates.cacheWrite5m()),
                        usdPerMTok(rates.cacheWrite1h()),
                        usdPerMTok(rates.cacheRead()),
                        usdPerMTok(rates.output())));
    }

    private static BigDecimal usdPerMTok(long picoPerToken) {
        return BigDecimal.valueOf(picoPerToken, PICO_PER_TOKEN_SCALE);
    }
}
