package com.matrixos.platform.site;

import com.matrixos.api.usage.BudgetWindow;
import com.matrixos.api.usage.Quota;
import com.matrixos.api.usage.QuotaDefault;
import com.matrixos.api.usage.QuotaList;
import com.matrixos.api.usage.QuotaRequest;
import com.matrixos.api.usage.QuotaSaved;
import com.matrixos.api.usage.QuotaStanding;
import com.matrixos.api.usage.UsageRow;
import com.matrixos.api.usage.UsageSummaryRow;
import com.matrixos.base.json.Json;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The proxy's operator API, as far as the platform asks it: a bookkeeper with a book of its own, who
/// keeps to pages of two lines, asks for the secret, and can close the office.
final class KeptBooks implements AutoCloseable {
    static final String SECRET = "s3cret";
    private static final QuotaDefault STANDARD = new QuotaDefault(usd("5"), null, true);

    final AtomicInteger asked = new AtomicInteger();
    final Map<String, UsageSummaryRow> spent = new ConcurrentSkipListMap<>();
    final Map<String, Quota> limits = new ConcurrentSkipListMap<>();
    volatile boolean ready = true;
    private final HttpServer server;

    KeptBooks() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.createContext("/", this::answer);
        server.start();
    }

    static BigDecimal usd(String amount) {
        return new BigDecimal(amount).setScale(9);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void spend(String user, String today, String month) {
        spent.put(user, new UsageSummaryRow(user, usd(today), usd(month), usd(month)));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        String path = exchange.getRequestURI().getPath();
        boolean known = Objects.equals(exchange.getRequestHeaders().getFirst("authorization"), "Bearer " + SECRET);
        if (path.equals("/ready")) {
            send(exchange, ready ? 200 : 503, Map.of());
        } else if (!known) {
            send(exchange, 401, Map.of());
        } else if (path.equals("/usage/summary")) {
            summary(exchange);
        } else if (path.equals("/quotas")) {
            send(exchange, 200, new QuotaList(STANDARD, List.copyOf(limits.values()), null));
        } else if (path.endsWith("/by")) {
            by(exchange);
        } else if (exchange.getRequestMethod().equals("POST")) {
            limit(exchange, user(path));
        } else {
            send(exchange, 200, standing(user(path)));
        }
    }

    private void summary(HttpExchange exchange) throws IOException {
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "");
        List<UsageSummaryRow> rest = spent.values().stream()
                .filter(row -> row.userId().compareTo(query.replace("cursor=", "")) > 0)
                .toList();
        List<UsageSummaryRow> page = rest.subList(0, Math.min(2, rest.size()));
        if (rest.size() > page.size()) {
            exchange.getResponseHeaders()
                    .add("Link", "</usage/summary?cursor=" + page.getLast().userId() + ">; rel=\"next\"");
        }
        send(exchange, 200, page);
    }

    private void by(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        send(exchange, 200, List.of(new UsageRow(query, 3, 10, 20, 30, 40, 50, usd("0.25"), usd("0"))));
    }

    private void limit(HttpExchange exchange, String user) throws IOException {
        QuotaRequest wish = Json.read(exchange.getRequestBody().readAllBytes(), QuotaRequest.class);
        boolean enabled = Objects.requireNonNullElse(wish.enabled(), true);
        limits.put(user, new Quota(user, wish.dailyLimitUsd(), wish.monthlyLimitUsd(), enabled));
        send(exchange, 200, new QuotaSaved(true, user, wish.dailyLimitUsd(), wish.monthlyLimitUsd(), enabled));
    }

    private QuotaStanding standing(String user) {
        Quota own = limits.getOrDefault(
                user, new Quota(user, STANDARD.dailyLimitUsd(), STANDARD.monthlyLimitUsd(), STANDARD.enabled()));
        UsageSummaryRow row = spent.getOrDefault(user, new UsageSummaryRow(user, usd("0"), usd("0"), usd("0")));
        return new QuotaStanding(
                user,
                own.dailyLimitUsd(),
                own.monthlyLimitUsd(),
                own.enabled(),
                !limits.containsKey(user),
                new BudgetWindow(row.daily(), usd("0"), null, "2026-02-16T00:00:00Z"),
                new BudgetWindow(row.monthly(), usd("0"), null, "2026-03-01T00:00:00Z"));
    }

    private static String user(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = Json.write(body);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
