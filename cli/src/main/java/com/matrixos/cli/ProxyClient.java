package com.matrixos.cli;

import com.matrixos.api.ScriptToken;
import com.matrixos.api.ScriptTokenRequest;
import com.matrixos.api.TokenInfo;
import com.matrixos.api.usage.PriceCheck;
import com.matrixos.api.usage.PriceList;
import com.matrixos.api.usage.PriceReload;
import com.matrixos.api.usage.QuotaDefault;
import com.matrixos.api.usage.QuotaList;
import com.matrixos.api.usage.QuotaRequest;
import com.matrixos.api.usage.QuotaStanding;
import com.matrixos.base.json.Json;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The proxy's operator API. Blocking; safe for use from any thread.
///
/// Every method throws [CommandException] when the proxy cannot be reached or refuses, with its reason.
final class ProxyClient {
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?");

    private final OperatorHttp http;

    /// @param base where the proxy answers
    /// @param secret the operator's bearer secret; empty when none is set
    ProxyClient(URI base, String secret) {
        this.http = new OperatorHttp(new Peer.Local("proxy", base, secret));
    }

    /// One document.
    <T> T get(String path, Class<T> type) {
        return http.get(path, type);
    }

    /// The rows of all pages.
    <T> List<T> rows(String path, Class<T[]> type) {
        var rows = new ArrayList<T>();
        for (Optional<String> page = Optional.of(path); page.isPresent(); ) {
            HttpResponse<byte[]> response = http.get(page.get(), "application/json");
            rows.addAll(List.of(http.read(response, type)));
            page = next(response);
        }
        return rows;
    }

    /// Prints all pages as the proxy writes them, as one table.
    void csv(String path, PrintWriter out) {
        boolean first = true;
        for (Optional<String> page = Optional.of(path); page.isPresent(); first = false) {
            HttpResponse<byte[]> response = http.get(page.get(), "text/csv");
            String text = new String(response.body(), StandardCharsets.UTF_8);
            // Every page begins with the names of the columns.
            out.print(first ? text : text.substring(text.indexOf('\n') + 1));
            page = next(response);
        }
    }

    /// All limits that were set, with the default.
    QuotaList quotas() {
        QuotaList page = get("/quotas", QuotaList.class);
        var quotas = new ArrayList<>(page.quotas());
        while (page.next() != null) {
            page = get("/quotas?cursor=" + OperatorHttp.encoded(page.next()), QuotaList.class);
            quotas.addAll(page.quotas());
        }
        return new QuotaList(page.standard(), quotas, null);
    }

    /// The limits of everybody who has none of their own.
    QuotaDefault defaultLimits() {
        return get("/quotas", QuotaList.class).standard();
    }

    /// The limits that hold for a user, and how much of them is used.
    QuotaStanding standing(String userId) {
        return get("/quotas/" + OperatorHttp.encoded(userId), QuotaStanding.class);
    }

    /// Sets a user's limits.
    void limit(String userId, QuotaRequest limits) {
        http.post("/quotas/" + OperatorHttp.encoded(userId), Json.write(limits));
    }

    /// Sets the limits of everybody who has none of their own.
    void limitByDefault(QuotaRequest limits) {
        http.post("/quotas", Json.write(limits));
    }

    /// All tokens there are.
    List<TokenInfo> tokens() {
        return rows("/tokens", TokenInfo[].class);
    }

    /// Makes a token.
    ScriptToken createToken(String userId, @Nullable String note) {
        return http.read(http.post("/tokens", Json.write(new ScriptTokenRequest(userId, note))), ScriptToken.class);
    }

    /// A token is good for nothing from now on.
    void revokeToken(String id) {
        http.order("DELETE", "/tokens/" + OperatorHttp.encoded(id));
    }

    /// The prices in force.
    PriceList prices() {
        return get("/prices", PriceList.class);
    }

    /// Whether a price file could be loaded.
    ///
    /// @param signature as it stands beside the file, or nothing when there is none
    PriceCheck checkPrices(byte[] file, Optional<String> signature) {
        String query = signature
                .map(text -> "?signature=" + OperatorHttp.encoded(text))
                .orElse("");
        return http.read(http.post("/prices/check" + query, file), PriceCheck.class);
    }

    /// Reads the proxy's price file again.
    PriceReload reloadPrices() {
        return http.read(http.order("POST", "/prices/reload"), PriceReload.class);
    }

    /// The path of the page after this one. Of the address only path and query count: whatever name the proxy
    /// goes by, the secret is sent to no other.
    private static Optional<String> next(HttpResponse<?> response) {
        return response.headers().allValues("Link").stream()
                .map(NEXT::matcher)
                .filter(Matcher::find)
                .map(link -> response.uri().resolve(link.group(1)))
                .map(page -> page.getRawPath() + "?" + page.getRawQuery())
                .findFirst();
    }
}
