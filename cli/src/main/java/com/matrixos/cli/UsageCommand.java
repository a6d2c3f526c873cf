package com.matrixos.cli;

import com.matrixos.api.usage.QuotaList;
import com.matrixos.api.usage.UsageDimension;
import com.matrixos.api.usage.UsageRow;
import com.matrixos.api.usage.UsageSummaryRow;
import com.matrixos.api.usage.UsageTotals;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Prints what was spent: by everybody, by one user, or by one user's models, days, sessions or agents.
@Command(
        name = "usage",
        description = "Print what was spent on the model, in USD. Days and months are UTC's.",
        mixinStandardHelpOptions = true)
final class UsageCommand implements Callable<Integer> {
    private final Context context;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "HANDLE", arity = "0..1", description = "whose usage; everybody's when left out")
    private @Nullable String handle;

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            converter = Arguments.Dimension.class,
            description = "break one user's usage down by model, day, session or agent")
    private @Nullable UsageDimension by;

    @Option(names = "--from", paramLabel = "DATE", converter = Arguments.Day.class, description = "the first day")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", converter = Arguments.Day.class, description = "the last day")
    private @Nullable LocalDate to;

    @Option(names = "--csv", description = "print comma-separated values, for a spreadsheet or script")
    private boolean csv;

    UsageCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        UsageQuestion question = question();
        ProxyClient proxy = Context.proxyClient(context.config());
        PrintWriter out = context.out();
        if (csv) {
            proxy.csv(question.path(), out);
        } else if (question.by() != null) {
            breakdown(question.by(), proxy.rows(question.path(), UsageRow[].class), out);
        } else if (question.userId() != null) {
            one(question.userId(), proxy.get(question.path(), UsageTotals.class), proxy, out);
        } else {
            everybody(proxy.rows(question.path(), UsageSummaryRow[].class), proxy.quotas(), out);
        }
        out.flush();
        return 0;
    }

    private UsageQuestion question() {
        try {
            return new UsageQuestion(handle, by, from, to);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(Arguments.commandLine(spec), String.valueOf(e.getMessage()), e);
        }
    }

    private static void one(String handle, UsageTotals totals, ProxyClient proxy, PrintWriter out) {
        out.printf(
                "%s has spent %s today, %s this month, %s in all.%n",
                Printable.of(handle),
                Dollars.spent(totals.daily()),
                Dollars.spent(totals.monthly()),
                Dollars.spent(totals.total()));
        Budget.print(proxy.standing(handle), out);
    }

    private static void everybody(List<UsageSummaryRow> rows, QuotaList quotas, PrintWriter out) {
        if (rows.isEmpty()) {
            out.println("Nobody has spent anything yet.");
        } else {
            UsageTables.everybody(rows, quotas).print(out);
        }
    }

    private static void breakdown(UsageDimension by, List<UsageRow> rows, PrintWriter out) {
        if (rows.isEmpty()) {
            out.println("Nothing was spent in that time.");
            return;
        }
        UsageTables.breakdown(by, rows).print(out);
        out.println("Columns between CALLS and COST count tokens. ESTIMATED is the part of COST that is not exact.");
    }
}
