package com.matrixos.proxy.control;

import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Routes;
import com.matrixos.proxy.budget.Budgets;
import com.matrixos.proxy.budget.Quotas;
import com.matrixos.proxy.identity.ContainerTokens;
import com.matrixos.proxy.identity.Operators;
import com.matrixos.proxy.identity.ScriptTokens;
import com.matrixos.proxy.ledger.Ledger;
import com.matrixos.proxy.ledger.LedgerReader;
import com.matrixos.proxy.live.LiveUsage;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Answers what is not a call to the model. Listens on a Unix socket, as one more upstream of the relay, so
/// that limits on heads and slow clients are kept in one place for everything.
public final class Control {
    private Control() {}

    /// Who may call.
    public record Tokens(ContainerTokens containers, ScriptTokens scripts) {}

    /// What they spend.
    public record Spending(
            Ledger ledger, LedgerReader reader, Quotas quotas, Budgets budgets, PriceSource prices, LiveUsage live) {}

    /// How the process is.
    ///
    /// @param model what answers calls now: `anthropic`, `demo`, or empty for nothing
    public record Health(BooleanSupplier ledgerWritable, Supplier<String> model, Supplier<String> metrics) {}

    /// Starts the server.
    ///
    /// @param socket in a folder that only this process's user may enter: who can connect here passes for
    /// the front
    public static HttpServer start(
            Path socket, Operators operators, Tokens tokens, Spending spending, Health health, InstantSource clock) {
        var routes = new Routes();
        new StatusRoutes(health).addTo(routes);
        new TokenRoutes(tokens.containers(), tokens.scripts()).addTo(routes);
        // Before the others below /usage/: the first route that fits wins.
        new LiveRoutes(spending.live(), spending.budgets()).addTo(routes);
        new UsageRoutes(spending.reader(), new Fresh(spending.ledger()), clock).addTo(routes);
        new QuotaRoutes(spending.quotas(), spending.budgets()).addTo(routes);
        new PriceRoutes(spending.prices()).addTo(routes);
        return HttpServer.builder(routes).filter(operators).listen(socket).start();
    }
}
