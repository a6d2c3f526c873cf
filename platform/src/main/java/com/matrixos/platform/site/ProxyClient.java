package com.matrixos.platform.site;

import com.matrixos.api.usage.Quota;
import com.matrixos.api.usage.QuotaDefault;
import com.matrixos.api.usage.QuotaList;
import com.matrixos.api.usage.QuotaRequest;
import com.matrixos.api.usage.QuotaSaved;
import com.matrixos.api.usage.QuotaStanding;
import com.matrixos.api.usage.UsageDimension;
import com.matrixos.api.usage.UsageRow;
import com.matrixos.api.usage.UsageSummaryRow;
import com.matrixos.base.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The proxy's operator API as docs/reference/proxy-api.md has it. Every method throws when the proxy
/// does not answer, or not as it should. Calls block; safe for use from any thread.
final class ProxyClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>;\\s*rel=\"next\"");

    /// A list of more pages is not one of people who share a machine.
    private static final int MOST_PAGES = 50;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI proxy;
    private final String secret;

    ProxyClient(URI proxy, String secret) {
        this.proxy = proxy;
        this.secret = secret;
    }

    /// @param own the limits of users who have some of their own
    /// @param standard everybody else's
    record Limits(Map<String, Quota> own, QuotaDefault standard) {
        Limits {
            own = Map.copyOf(own);
        }
    }

    QuotaStanding standing(String userId) {
        return Json.read(get("/quotas/" + segment(userId)).body(), QuotaStanding.class);
    }

    List<UsageRow> by(String userId, UsageDimension dimension) {
        return List.of(Json.read(
                get("/usage/" + segment(userId) + "/by?dim=" + dimension.wire()).body(), UsageRow[].class));
    }

    void limit(String userId, @Nullable BigDecimal day, @Nullable BigDecimal month, boolean enabled) {
        byte[] body = Json.write(new QuotaRequest(day, month, enabled));
        HttpRequest.Builder request = request("/quotas/" + segment(userId))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        var _ = Json.read(require(send(request)).body(), QuotaSaved.class);
    }

    List<UsageSummaryRow> summary() {
        var rows = new ArrayList<UsageSummaryRow>();
        Optional<String> path = Optional.of("/usage/summary");
        for (int page = 0; path.isPresent() && page < MOST_PAGES; page++) {
            HttpResponse<byte[]> answer = get(path.get());
            rows.addAll(List.of(Json.read(answer.body(), UsageSummaryRow[].class)));
            path = answer.headers()
                    .firstValue("link")
                    .map(NEXT::matcher)
                    .filter(Matcher::find)
                    .map(found -> found.group(1));
        }
        return rows;
    }

    Limits limits() {
        var own = new HashMap<String, Quota>();
        QuotaList page = Json.read(get("/quotas").body(), QuotaList.class);
        QuotaDefault standard = page.standard();
        for (int pages = 1; ; pages++) {
            page.quotas().forEach(quota -> own.put(quota.userId(), quota));
            String next = page.next();
            if (next == null || pages == MOST_PAGES) {
                return new Limits(own, standard);
            }
            page = Json.read(get("/quotas?cursor=" + segment(next)).body(), QuotaList.class);
        }
    }

    Readiness readiness() {
        return send(request("/ready").GET()).statusCode() == 200 ? Readiness.READY : Readiness.NOT_READY;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpResponse<byte[]> get(String path) {
        return require(send(request(path).GET()));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(proxy.resolve(path)).timeout(PATIENCE);
        if (!secret.isEmpty()) {
            request.header("authorization", "Bearer " + secret);
        }
        return request;
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("proxy does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the proxy", e);
        }
    }

    private static HttpResponse<byte[]> require(HttpResponse<byte[]> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException("proxy answered " + answer.statusCode() + " to "
                    + answer.uri().getPath());
        }
        return answer;
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
