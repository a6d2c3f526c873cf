package com.matrixos.cli;

import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.api.containers.ProvisionRequest;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.base.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The computers of a [ScriptedSite]. Each has two events and a log of three lines, the last of them spiteful; one
/// whose handle is `stubborn` obeys nobody, `busy` asks to wait, and the log of `cutoff` breaks off in the middle.
final class ScriptedComputers {
    static final List<String> LOG = List.of("booting", "gateway: listening\tport=4001", "evil \u001b[2J");

    private final Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
    private final ScriptedSite site;

    ScriptedComputers(ScriptedSite site) {
        this.site = site;
    }

    void addTo(Routes routes) {
        routes.get("/api/containers", site.admins(this::list))
                .get("/api/containers/{handle}", site.admins(this::show))
                .get("/api/containers/{handle}/events", site.admins(this::events))
                .get(
                        "/api/containers/{handle}/logs",
                        site.admins(call -> Answer.json(200, Map.of("lines", tail(call)))))
                .get("/api/containers/{handle}/logs/stream", site.admins(this::follow))
                .get("/containers", site.somebody(this::own))
                .get("/containers/{handle}", site.somebody(this::one))
                .post("/containers/provision", site.admins(this::provision))
                .post("/containers/{handle}/start", site.somebody(call -> becomes(call, "running")))
                .post("/containers/{handle}/stop", site.somebody(call -> becomes(call, "stopped")))
                .post("/containers/{handle}/restart", site.somebody(call -> becomes(call, "running")))
                .post("/containers/{handle}/update", site.admins(this::update))
                .post("/containers/{handle}/ticket", site.admins(call -> ScriptedSite.ticket(call.parameter("handle"))))
                .delete("/containers/{handle}", site.admins(this::destroy));
    }

    void has(String handle, String state) {
        var row = new LinkedHashMap<String, Object>();
        row.put("handle", handle);
        row.put("owner", Map.of("id", "usr_" + handle, "handle", handle, "email", handle + "@example.com"));
        row.put("ownerId", "usr_" + handle);
        row.put("state", state);
        row.put("cause", "visited");
        row.put("memoryBytes", state.equals("running") ? 123_731_968L : null);
        row.put("memoryLimitBytes", 268_435_456L);
        row.put("cpuPercent", state.equals("running") ? new BigDecimal("12.6") : null);
        row.put("diskBytes", 1_610_612_736L);
        row.put("lastActive", ScriptedSite.TIME);
        row.put("createdAt", ScriptedSite.TIME);
        row.put("version", "c0ffee");
        row.put("outdated", true);
        row.put("port", 4001);
        row.put("shellPort", 3001);
        row.put("todayUsd", new BigDecimal("0.000010000"));
        row.put("monthUsd", new BigDecimal("1.250000000"));
        row.put("dayLimitUsd", new BigDecimal("5.000000000"));
        row.put("monthLimitUsd", null);
        row.put("containerId", "abc");
        rows.put(handle, row);
    }

    Map<String, Object> row(String handle) {
        return rows.get(handle);
    }

    boolean isThere(String handle) {
        return rows.containsKey(handle);
    }

    private Answer list(Call call) {
        return ScriptedSite.page(
                call,
                rows.values().stream()
                        .filter(row -> call.query("status")
                                .map(row.get("state")::equals)
                                .orElse(true))
                        .sorted((one, other) -> {
                            String a = one.get("handle").toString();
                            String b = other.get("handle").toString();
                            return call.query("sort").orElse("handle").equals("-handle")
                                    ? b.compareTo(a)
                                    : a.compareTo(b);
                        })
                        .toList());
    }

    private Answer show(Call call) {
        return isThere(call.parameter("handle")) ? Answer.json(200, row(call.parameter("handle"))) : unknown(call);
    }

    private Answer own(Call call) {
        return Answer.json(
                200,
                rows.keySet().stream()
                        .filter(handle -> mine(call, handle))
                        .map(this::original)
                        .toList());
    }

    private Answer one(Call call) {
        String handle = call.parameter("handle");
        return isThere(handle) && mine(call, handle) ? Answer.json(200, original(handle)) : unknown(call);
    }

    private boolean mine(Call call, String handle) {
        return site.isSteering(call) || site.handle(call).equals(handle);
    }

    private ContainerRecord original(String handle) {
        return new ContainerRecord(
                handle,
                row(handle).get("ownerId").toString(),
                "abc",
                4001,
                3001,
                row(handle).get("state").toString(),
                ScriptedSite.TIME,
                ScriptedSite.TIME);
    }

    private Answer provision(Call call) throws Exception {
        var asked = call.json(ProvisionRequest.class);
        String handle = String.valueOf(asked.handle());
        has(handle, "running");
        row(handle).put("ownerId", asked.clerkUserId());
        return Answer.json(201, original(handle));
    }

    private Answer becomes(Call call, String state) {
        String handle = call.parameter("handle");
        if (!isThere(handle) || !mine(call, handle)) {
            return unknown(call);
        }
        if (handle.equals("stubborn")) {
            return ScriptedSite.refuse("engine-unavailable", 503, "the engine does not answer");
        }
        if (handle.equals("busy")) {
            return ScriptedSite.refuse("too-many-requests", 429, "too many orders")
                    .with("retry-after", "30");
        }
        row(handle).put("state", state);
        return Answer.json(200, Map.of("ok", true));
    }

    private Answer update(Call call) {
        row(call.parameter("handle")).put("outdated", false);
        return Answer.json(200, Map.of("ok", true));
    }

    private Answer destroy(Call call) {
        return rows.remove(call.parameter("handle")) == null ? unknown(call) : Answer.json(200, Map.of("ok", true));
    }

    private Answer events(Call call) {
        var created = new LinkedHashMap<String, Object>();
        created.put("at", ScriptedSite.TIME);
        created.put("kind", "provision");
        created.put("title", "Made");
        created.put("outcome", "ok");
        created.put("finishedAt", ScriptedSite.TIME);
        created.put("detail", null);
        var started = new LinkedHashMap<>(created);
        started.put("kind", "start");
        started.put("title", "Started");
        started.put("detail", "visited");
        return isThere(call.parameter("handle"))
                ? Answer.json(200, Map.of("items", List.of(created, started)))
                : unknown(call);
    }

    private static List<String> tail(Call call) {
        int lines = call.query("tail").map(Integer::parseInt).orElse(200);
        return LOG.subList(Math.max(0, LOG.size() - lines), LOG.size());
    }

    private Answer follow(Call call) {
        List<String> lines = tail(call);
        boolean breaksOff = call.parameter("handle").equals("cutoff");
        return new Answer(
                200, Map.of("content-type", "text/event-stream"), new Answer.Stream(breaksOff ? 100_000 : -1, out -> {
                    out.write(": ping\n\nevent: other\ndata: \"not a line\"\n\n".getBytes(StandardCharsets.UTF_8));
                    for (String line : lines) {
                        out.write(
                                ("event: line\ndata: " + new String(Json.write(line), StandardCharsets.UTF_8) + "\n\n")
                                        .getBytes(StandardCharsets.UTF_8));
                        out.flush();
                    }
                    if (breaksOff) {
                        throw new IOException("the cable was pulled");
                    }
                }));
    }

    private static Answer unknown(Call call) {
        return ScriptedSite.refuse("unknown-container", 404, "there is no container " + call.parameter("handle"));
    }
}
