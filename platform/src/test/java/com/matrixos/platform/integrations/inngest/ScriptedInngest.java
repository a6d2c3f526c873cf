package com.matrixos.platform.integrations.inngest;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Routes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Inngest's API on this machine. Remembers who registered with what, believes one key at a time, and keeps one run
/// that is too large to be sent.
final class ScriptedInngest implements AutoCloseable {
    /// One request for a sync.
    record Registration(String query, Map<String, String> headers, String body) {}

    final List<Registration> registrations = new CopyOnWriteArrayList<>();
    volatile String bearer;
    volatile Answer answer = Answer.json(200, Map.of("ok", true, "modified", true));
    volatile Map<String, Object> event = Map.of();
    volatile Map<String, Object> steps = Map.of();
    private final HttpServer server;

    ScriptedInngest(String bearer) {
        this.bearer = bearer;
        var routes = new Routes()
                .post("/fn/register", this::register)
                .get("/v0/runs/{id}/batch", call -> known(call, List.of(event)))
                .get("/v0/runs/{id}/actions", call -> known(call, steps));
        server = HttpServer.builder(routes)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.port(0));
    }

    private Answer register(Call call) throws Exception {
        if (!believes(call)) {
            return Answer.json(401, Map.of("error", "wrong key"));
        }
        var headers = new TreeMap<String, String>();
        for (String name : List.of(
                "content-type",
                "x-inngest-sdk",
                "x-inngest-framework",
                "x-inngest-sync-kind",
                "x-inngest-expected-server-kind")) {
            call.header(name).ifPresent(value -> headers.put(name, value));
        }
        registrations.add(new Registration(
                call.query("deployId").orElse(""), headers, new String(call.body(), StandardCharsets.UTF_8)));
        return answer;
    }

    private Answer known(Call call, Object body) {
        return believes(call) && call.parameter("id").equals("run large")
                ? Answer.json(200, body)
                : Answer.json(404, Map.of("error", "no such run"));
    }

    private boolean believes(Call call) {
        return call.header("authorization").orElse("").equals("Bearer " + bearer);
    }

    @Override
    public void close() {
        server.close();
    }
}
