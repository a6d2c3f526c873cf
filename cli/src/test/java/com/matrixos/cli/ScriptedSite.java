package com.matrixos.cli;

import com.matrixos.api.Health;
import com.matrixos.api.containers.Ticket;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Endpoint;
import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Problem;
import com.matrixos.base.http.Routes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A platform's API in memory. Its pages have two rows; an order without a key of its own is refused; without a
/// token one is its operator, unless it wants a secret; and who is no admin finds nothing but what is theirs.
final class ScriptedSite implements AutoCloseable {
    static final String TIME = "2026-01-02T03:04:05.678Z";

    private static final int PAGE = 2;

    final ScriptedUsers users = new ScriptedUsers(this);
    final ScriptedComputers computers = new ScriptedComputers(this);
    final ScriptedDevice device = new ScriptedDevice(this);
    final ScriptedAudit audit = new ScriptedAudit();

    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final Set<String> keys = new HashSet<>();
    private final List<String> asked = new ArrayList<>();
    private final HttpServer server;
    private String secret = "";
    private boolean needsSetup;
    private int setupCodes;

    ScriptedSite() {
        var routes = new Routes()
                .get("/health", _ -> Answer.json(200, Health.OK))
                .get("/api/session", _ -> Answer.json(200, session()))
                .post("/api/setup-code", admins(this::setupCode))
                .get("/api/me", somebody(call -> Answer.json(200, users.account(handle(call)))))
                .delete("/api/me/tokens/{id}", somebody(this::revoke));
        users.addTo(routes);
        computers.addTo(routes);
        device.addTo(routes);
        audit.addTo(routes, this);
        server = HttpServer.builder(routes)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .filter(this::first)
                .start();
    }

    int port() {
        return server.port(0);
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    synchronized void secret(String wanted) {
        secret = wanted;
    }

    synchronized void needsSetup(boolean needed) {
        needsSetup = needed;
    }

    /// A token that speaks for an account, whose id is the same with `id-` before it.
    synchronized void gives(String token, String handle) {
        tokens.put(token, handle);
    }

    synchronized void forgets(String token) {
        tokens.remove(token);
    }

    synchronized Set<String> tokens() {
        return Set.copyOf(tokens.keySet());
    }

    /// Methods, paths and queries, in order.
    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.close();
    }

    /// For the operator and admins; there is nothing for others.
    Endpoint admins(Endpoint endpoint) {
        return somebody(call -> isSteering(call) ? endpoint.answer(call) : nothing());
    }

    /// For whoever is known.
    Endpoint somebody(Endpoint endpoint) {
        return call -> isOperator(call) || !handle(call).isEmpty()
                ? endpoint.answer(call)
                : refuse("unauthorized", 401, "you are not signed in");
    }

    boolean isSteering(Call call) {
        return isOperator(call) || users.isAdmin(handle(call));
    }

    /// Whose token it is; empty for nobody's.
    synchronized String handle(Call call) {
        return tokens.getOrDefault(bearer(call), "");
    }

    static Answer nothing() {
        return refuse("not-found", 404, "no such resource");
    }

    static Answer refuse(String slug, int status, String detail) {
        return Answer.problem(Problem.of(slug, status, "Refused", detail));
    }

    static Answer page(Call call, List<? extends Map<String, ?>> rows) {
        int limit = call.query("limit").map(Integer::parseInt).orElse(50);
        if (limit < 1 || limit > 200) {
            throw Call.badRequest("limit", "limit must be from 1 to 200");
        }
        int from = call.query("cursor").map(Integer::parseInt).orElse(0);
        int to = Math.min(rows.size(), from + Math.min(limit, PAGE));
        var page = new LinkedHashMap<String, Object>();
        page.put("items", rows.subList(from, to));
        page.put("nextCursor", to < rows.size() ? Integer.toString(to) : null);
        page.put("total", rows.size());
        return Answer.json(200, page);
    }

    private synchronized boolean isOperator(Call call) {
        return bearer(call).equals(secret);
    }

    private static String bearer(Call call) {
        return call.header("Authorization")
                .map(value -> value.substring("Bearer ".length()))
                .orElse("");
    }

    private Answer first(Call call, Endpoint next) throws Exception {
        synchronized (this) {
            asked.add(call.method() + " " + call.path());
            boolean keyed = call.header("Idempotency-Key").map(keys::add).orElse(false);
            if (!call.method().equals("GET") && !keyed) {
                return refuse("bad-request", 400, "an order wants a key of its own");
            }
        }
        return next.answer(call);
    }

    private synchronized Map<String, Object> session() {
        var session = new LinkedHashMap<String, Object>();
        session.put("account", null);
        session.put("host", Map.of("siteUrl", "http://localhost:" + port(), "needsSetup", needsSetup));
        return session;
    }

    private synchronized Answer setupCode(Call call) {
        if (!needsSetup) {
            return refuse("has-admin", 409, "there is an admin");
        }
        String code = "code-" + ++setupCodes;
        return Answer.json(201, Map.of("code", code, "url", "http://localhost:" + port() + "/signup#code=" + code));
    }

    private synchronized Answer revoke(Call call) {
        String token = call.parameter("id").substring("id-".length());
        return handle(call).equals(tokens.get(token)) && tokens.remove(token) != null
                ? Answer.json(200, Map.of("ok", true))
                : nothing();
    }

    static Answer ticket(String handle) {
        return Answer.json(200, new Ticket("http://" + handle + ".localhost/.matrix/enter?ticket=t", TIME));
    }
}
