package com.matrixos.proxy;

import com.matrixos.api.settings.ProxySettings;
import com.matrixos.base.config.Config;
import com.matrixos.base.lifecycle.Lifecycle;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.proxy.budget.Budgets;
import com.matrixos.proxy.budget.Quotas;
import com.matrixos.proxy.control.Control;
import com.matrixos.proxy.control.PriceSignature;
import com.matrixos.proxy.control.PriceSource;
import com.matrixos.proxy.ledger.Ledger;
import com.matrixos.proxy.ledger.LedgerReader;
import com.matrixos.proxy.live.LiveUsage;
import com.matrixos.proxy.prices.PriceBooks;
import java.util.function.LongConsumer;

/// Everything that has to do with money, opened in order: what a killed process left is settled before
/// budgets are counted.
///
/// @param prices in force
/// @param source where they come from
/// @param ledger every call
/// @param reader of the ledger
/// @param quotas who may spend how much
/// @param budgets how that stands
record Money(
        PriceBooks prices, PriceSource source, Ledger ledger, LedgerReader reader, Quotas quotas, Budgets budgets) {
    static Money open(
            Config config, Database database, Scheduler clock, LongConsumer commitNanos, Lifecycle lifecycle) {
        var file = config.get(ProxySettings.PRICES_FILE);
        var signer = PriceSignature.by(config.get(ProxySettings.PRICES_PUBLIC_KEY));
        var prices = new PriceBooks(PriceSource.first(file, signer));
        Ledger ledger = lifecycle.add(Ledger.open(config.get(ProxySettings.DB_PATH), clock, commitNanos));
        var reader = new LedgerReader(database);
        var quotas = Quotas.load(database);
        var budgets = Budgets.start(quotas, reader, clock);
        var source = new PriceSource(file, signer, prices, ledger, budgets, clock);
        source.reprice();
        return new Money(prices, source, ledger, reader, quotas, budgets);
    }

    /// As the operator's commands see it.
    Control.Spending spending(LiveUsage live) {
        return new Control.Spending(ledger, reader, quotas, budgets, source, live);
    }
}
