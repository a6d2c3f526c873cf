package com.matrixos.cli;

import com.matrixos.api.Health;
import com.matrixos.api.Ok;
import com.matrixos.api.ScriptToken;
import com.matrixos.api.ScriptTokenRequest;
import com.matrixos.api.TokenInfo;
import com.matrixos.api.usage.BudgetWindow;
import com.matrixos.api.usage.PriceCheck;
import com.matrixos.api.usage.PriceList;
import com.matrixos.api.usage.PriceRates;
import com.matrixos.api.usage.PriceReload;
import com.matrixos.api.usage.PriceRow;
import com.matrixos.api.usage.Quota;
import com.matrixos.api.usage.QuotaDefault;
import com.matrixos.api.usage.QuotaList;
import com.matrixos.api.usage.QuotaRequest;
import com.matrixos.api.usage.QuotaSaved;
import com.matrixos.api.usage.QuotaStanding;
import com.matrixos.api.usage.UsageDimension;
import com.matrixos.api.usage.UsageRow;
import com.matrixos.api.usage.UsageSummaryRow;
import com.matrixos.api.usage.UsageTotals;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Problem;
import com.matrixos.base.http.Routes;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A proxy without a model: whoever is put in has spent what was said, pages have two rows, and a price file
/// is good when it is a JSON object.
final class ScriptedProxy implements AutoCloseable {
    private static final int PAGE = 2;
    private static final String TIME = "2026-01-02T03:04:05.678Z";
    private static final QuotaDefault UNLIMITED = new QuotaDefault(null, null, true);

    private final NavigableMap<String, UsageSummaryRow> spent = new TreeMap<>();
    private final NavigableMap<String, Quota> quotas = new TreeMap<>();
    private final Map<String, TokenInfo> tokens = new TreeMap<>();
    private final List<UsageRow> breakdown = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> signatures = new ArrayList<>();
    private final ScriptedSecret secret = new ScriptedSecret();
    private final HttpServer server;
    private QuotaDefault standard = UNLIMITED;
    private BigDecimal held = usd("0");
    private boolean ledgerIsThere = true;
    private String origin = "";
    private List<String> problemsOfItsFile = List.of();

    ScriptedProxy() {
        var routes = new Routes()
                .get("/health", _ -> Answer.json(200, Health.OK))
                .get("/ready", _ -> Answer.json(200, Map.of("status", "ready", "model", "anthropic")))
                .get("/usage/summary", this::summary)
                .get("/usage/{userId}", this::totals)
                .get("/usage/{userId}/by", this::breakdown)
                .get("/quotas", this::quotas)
                .post("/quotas", this::setDefault)
                .get("/quotas/{userId}", this::standing)
                .post("/quotas/{userId}", this::set)
                .get("/tokens", _ -> Answer.json(200, tokens.values()))
                .post("/tokens", this::createToken)
                .delete("/tokens/{id}", this::revoke)
                .get("/prices", _ -> Answer.json(200, prices()))
                .post("/prices/check", this::check)
                .post("/prices/reload", this::reload)
                .post("/v1/messages", _ -> Answer.json(200, Map.of("type", "message")));
        server = HttpServer.builder(routes)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .filter(secret)
                .filter((call, next) -> {
                    synchronized (this) {
                        asked.add(call.method() + " " + call.path());
                        return ledgerIsThere ? next.answer(call) : noLedger();
                    }
                })
                .start();
    }

    int port() {
        return server.port(0);
    }

    void secret(String wanted) {
        secret.wanted(wanted);
    }

    synchronized void hasSpent(String userId, String today, String month, String inAll) {
        spent.put(userId, new UsageSummaryRow(userId, usd(today), usd(month), usd(inAll)));
    }

    synchronized void holds(String amount) {
        held = usd(amount);
    }

    synchronized void breaksDownTo(UsageRow... rows) {
        breakdown.addAll(List.of(rows));
    }

    /// What the addresses of further pages begin with.
    synchronized void callsItself(String name) {
        origin = name;
    }

    synchronized void loseTheLedger() {
        ledgerIsThere = false;
    }

    synchronized void spoilThePriceFile(String... problems) {
        problemsOfItsFile = List.of(problems);
    }

    synchronized void hasToken(TokenInfo token) {
        tokens.put(token.id(), token);
    }

    synchronized @Nullable Quota quotaOf(String userId) {
        return quotas.get(userId);
    }

    synchronized QuotaDefault standard() {
        return standard;
    }

    synchronized Map<String, TokenInfo> tokens() {
        return new TreeMap<>(tokens);
    }

    /// What came with price files, in order.
    synchronized List<String> signatures() {
        return List.copyOf(signatures);
    }

    /// Methods and paths, in order.
    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    static BigDecimal usd(String amount) {
        return new BigDecimal(amount).setScale(9);
    }

    @Override
    public void close() {
        server.close();
    }

    private Answer summary(Call call) {
        String after = call.query("cursor").orElse("");
        List<UsageSummaryRow> page =
                spent.tailMap(after, false).values().stream().limit(PAGE).toList();
        boolean more = !page.isEmpty() && spent.higherKey(page.getLast().userId()) != null;
        Answer answer = wantsCsv(call) ? csv("userId,daily,monthly,total", page) : Answer.json(200, page);
        return more
                ? answer.with(
                        "link",
                        "<" + origin + "/usage/summary?cursor=" + page.getLast().userId() + ">; rel=\"next\"")
                : answer;
    }

    private Answer totals(Call call) {
        UsageSummaryRow row = of(call.parameter("userId"));
        var totals = new UsageTotals(row.daily(), row.monthly(), row.total());
        return wantsCsv(call) ? csv("daily,monthly,total", List.of(totals)) : Answer.json(200, totals);
    }

    private Answer breakdown(Call call) {
        asked.add(call.query("dim").orElse("") + " " + call.query("from").orElse("-") + " "
                + call.query("to").orElse("-"));
        if (call.query("dim").flatMap(UsageDimension::of).isEmpty()) {
            throw Call.badRequest("dim", "dim must be model, day, session or agent");
        }
        return wantsCsv(call) ? csv("key,calls,…", breakdown) : Answer.json(200, breakdown);
    }

    private Answer quotas(Call call) {
        String after = call.query("cursor").orElse("");
        List<Quota> page =
                quotas.tailMap(after, false).values().stream().limit(PAGE).toList();
        boolean more = !page.isEmpty() && quotas.higherKey(page.getLast().userId()) != null;
        return Answer.json(
                200, new QuotaList(standard, page, more ? page.getLast().userId() : null));
    }

    private Answer setDefault(Call call) throws Exception {
        var request = call.json(QuotaRequest.class);
        standard = new QuotaDefault(request.dailyLimitUsd(), request.monthlyLimitUsd(), enabled(request));
        return Answer.json(
                200,
                new QuotaSaved(true, null, standard.dailyLimitUsd(), standard.monthlyLimitUsd(), standard.enabled()));
    }

    private Answer standing(Call call) {
        String user = call.parameter("userId");
        Quota own = quotas.get(user);
        Quota holds = own == null
                ? new Quota(user, standard.dailyLimitUsd(), standard.monthlyLimitUsd(), standard.enabled())
                : own;
        UsageSummaryRow row = of(user);
        return Answer.json(
                200,
                new QuotaStanding(
                        user,
                        holds.dailyLimitUsd(),
                        holds.monthlyLimitUsd(),
                        holds.enabled(),
                        own == null,
                        window(row.daily(), holds.dailyLimitUsd(), "2026-01-03T00:00:00Z"),
                        window(row.monthly(), holds.monthlyLimitUsd(), "2026-02-01T00:00:00Z")));
    }

    private BudgetWindow window(BigDecimal used, @Nullable BigDecimal limit, String resetsAt) {
        BigDecimal remaining = limit == null ? null : limit.subtract(used).subtract(held);
        return new BudgetWindow(used, held, remaining, resetsAt);
    }

    private Answer set(Call call) throws Exception {
        var request = call.json(QuotaRequest.class);
        String user = call.parameter("userId");
        quotas.put(user, new Quota(user, request.dailyLimitUsd(), request.monthlyLimitUsd(), enabled(request)));
        return Answer.json(
                200, new QuotaSaved(true, user, request.dailyLimitUsd(), request.monthlyLimitUsd(), enabled(request)));
    }

    private static boolean enabled(QuotaRequest request) {
        return !Boolean.FALSE.equals(request.enabled());
    }

    private Answer createToken(Call call) throws Exception {
        var request = call.json(ScriptTokenRequest.class);
        String id = "a" + (tokens.size() + 1);
        tokens.put(id, new TokenInfo(id, "script", request.userId(), null, request.note(), null, TIME, null));
        return Answer.json(201, new ScriptToken(id, "mx-secret-" + id, request.userId(), request.note(), TIME));
    }

    private Answer revoke(Call call) {
        return tokens.remove(call.parameter("id")) == null
                ? Answer.problem(Problem.of("refused", 404, "Refused", "there is no token " + call.parameter("id")))
                : Answer.json(200, Ok.OK);
    }

    private static PriceList prices() {
        var rates = new PriceRates(
                new BigDecimal("8.000000"),
                new BigDecimal("10.000000"),
                new BigDecimal("16.000000"),
                new BigDecimal("0.025000"),
                new BigDecimal("40.000000"));
        return new PriceList("built-in", TIME, List.of(new PriceRow("claude-x", "2026-01-01", null, "active", rates)));
    }

    private Answer check(Call call) throws Exception {
        String text = new String(call.stream().readAllBytes(), StandardCharsets.UTF_8);
        call.query("signature").ifPresent(signatures::add);
        boolean ok = text.startsWith("{");
        return Answer.json(200, new PriceCheck(ok, ok ? List.of() : List.of("models: missing", "unit: missing")));
    }

    private Answer reload(Call call) {
        if (problemsOfItsFile.isEmpty()) {
            return Answer.json(200, new PriceReload(true, 12, 3));
        }
        var members = Problem.of("prices-invalid", 400, "The prices are not valid", "the price file cannot be used")
                .body();
        members.put("problems", problemsOfItsFile);
        return Answer.json(400, members);
    }

    private static Answer noLedger() {
        return Answer.problem(Problem.of("ledger-unavailable", 503, "No ledger", "the ledger cannot be read"));
    }

    private UsageSummaryRow of(String user) {
        return spent.getOrDefault(user, new UsageSummaryRow(user, usd("0"), usd("0"), usd("0")));
    }

    private static boolean wantsCsv(Call call) {
        return call.header("Accept").equals(java.util.Optional.of("text/csv"));
    }

    private static Answer csv(String header, List<?> rows) {
        var text = new StringBuilder(header).append("\r\n");
        for (Object row : rows) {
            text.append(
                            switch (row) {
                                case UsageSummaryRow(var user, var daily, var monthly, var total) ->
                                    String.join(
                                            ",",
                                            user,
                                            daily.toPlainString(),
                                            monthly.toPlainString(),
                                            total.toPlainString());
                                case UsageTotals(var daily, var monthly, var total) ->
                                    String.join(
                                            ",", daily.toPlainString(), monthly.toPlainString(), total.toPlainString());
                                case UsageRow line -> line.key() + "," + line.calls() + ",…";
                                default -> throw new IllegalArgumentException(row.toString());
                            })
                    .append("\r\n");
        }
        return Answer.text(200, "text/csv", text.toString());
    }
}
