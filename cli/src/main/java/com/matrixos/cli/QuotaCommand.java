package com.matrixos.cli;

import com.matrixos.api.usage.Quota;
import com.matrixos.api.usage.QuotaDefault;
import com.matrixos.api.usage.QuotaList;
import com.matrixos.api.usage.QuotaRequest;
import com.matrixos.api.usage.QuotaStanding;
import com.matrixos.cli.Arguments.Limit;
import com.matrixos.cli.Table.Column;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows limits, and sets those that are named; the others stay as they are.
@Command(
        name = "quota",
        description = "Show or set how much may be spent on the model, in USD. Days and months are UTC's.",
        mixinStandardHelpOptions = true)
final class QuotaCommand implements Callable<Integer> {
    private final Context context;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "HANDLE", arity = "0..1", description = "whose limits; all that were set when left out")
    private @Nullable String handle;

    @Option(names = "--default", description = "the limits of everybody who has none of their own")
    private boolean standard;

    @Option(
            names = "--daily",
            paramLabel = "USD",
            converter = Arguments.Limits.class,
            description = "the most for a day, or none")
    private @Nullable Limit daily;

    @Option(
            names = "--monthly",
            paramLabel = "USD",
            converter = Arguments.Limits.class,
            description = "the most for a month, or none")
    private @Nullable Limit monthly;

    @ArgGroup
    private @Nullable Switch onOff;

    /// One of two.
    static final class Switch {
        @Option(names = "--enable", description = "allow calls, within the limits")
        private boolean enable;

        @Option(names = "--disable", description = "refuse every call, and keep the limits")
        private boolean disable;

        boolean isOn() {
            return enable && !disable;
        }
    }

    QuotaCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        boolean changes = daily != null || monthly != null || onOff != null;
        if (handle != null && standard) {
            throw new ParameterException(Arguments.commandLine(spec), "Either HANDLE or --default, not both.");
        }
        if (handle == null && !standard && changes) {
            throw new ParameterException(Arguments.commandLine(spec), "For whom? Name a HANDLE, or say --default.");
        }
        ProxyClient proxy = Context.proxyClient(context.config());
        PrintWriter out = context.out();
        if (handle != null) {
            one(handle, changes, proxy, out);
        } else if (standard) {
            standard(changes, proxy, out);
        } else {
            all(proxy.quotas(), out);
        }
        out.flush();
        return 0;
    }

    private void one(String user, boolean changes, ProxyClient proxy, PrintWriter out) {
        QuotaStanding standing = proxy.standing(user);
        if (changes) {
            proxy.limit(user, changed(standing.dailyLimitUsd(), standing.monthlyLimitUsd(), standing.enabled()));
            standing = proxy.standing(user);
        }
        out.println(Printable.of(user) + (standing.isDefault() ? " has the default limits" : " has limits of its own"));
        Budget.print(standing, out);
    }

    private void standard(boolean changes, ProxyClient proxy, PrintWriter out) {
        QuotaDefault limits = proxy.defaultLimits();
        if (changes) {
            proxy.limitByDefault(changed(limits.dailyLimitUsd(), limits.monthlyLimitUsd(), limits.enabled()));
            limits = proxy.defaultLimits();
        }
        out.printf(
                "Who has no limits of their own: daily %s, monthly %s%s%n",
                Dollars.limit(limits.dailyLimitUsd()),
                Dollars.limit(limits.monthlyLimitUsd()),
                limits.enabled() ? "" : ", and every call is refused");
    }

    /// The API sets all at once, so what is not named is sent as it was.
    private QuotaRequest changed(@Nullable BigDecimal day, @Nullable BigDecimal month, boolean enabled) {
        return new QuotaRequest(
                daily == null ? day : daily.usd(),
                monthly == null ? month : monthly.usd(),
                onOff == null ? enabled : onOff.isOn());
    }

    private static void all(QuotaList quotas, PrintWriter out) {
        var table = new Table(
                Column.text("USER"), Column.numbers("DAILY"), Column.numbers("MONTHLY"), Column.text("CALLS"));
        QuotaDefault standard = quotas.standard();
        table.row(
                "(default)",
                Dollars.limit(standard.dailyLimitUsd()),
                Dollars.limit(standard.monthlyLimitUsd()),
                calls(standard.enabled()));
        for (Quota quota : quotas.quotas()) {
            table.row(
                    quota.userId(),
                    Dollars.limit(quota.dailyLimitUsd()),
                    Dollars.limit(quota.monthlyLimitUsd()),
                    calls(quota.enabled()));
        }
        table.print(out);
    }

    private static String calls(boolean enabled) {
        return enabled ? "allowed" : "refused";
    }
}
