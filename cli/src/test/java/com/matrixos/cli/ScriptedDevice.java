package com.matrixos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.base.json.Json;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/// The device flow of a [ScriptedSite]: refuses each look for the reasons laid out, and then says yes in the name
/// of alice. The reason `cut` is a connection that breaks off.
final class ScriptedDevice {
    private final Queue<String> reasons = new ArrayDeque<>();
    private final ScriptedSite site;
    private String token = "mat_first";
    private boolean tellsId = true;
    private String userAgent = "";

    ScriptedDevice(ScriptedSite site) {
        this.site = site;
    }

    void addTo(Routes routes) {
        routes.post("/api/auth/device", this::begin).post("/api/auth/device/token", this::look);
    }

    void refuses(String... inOrder) {
        reasons.addAll(List.of(inOrder));
    }

    void willGive(String next) {
        token = next;
    }

    void keepsIdsToItself() {
        tellsId = false;
    }

    String userAgent() {
        return userAgent;
    }

    private Answer begin(Call call) {
        userAgent = call.header("User-Agent").orElse("");
        return Answer.json(
                200,
                Map.of(
                        "deviceCode",
                        "device-code",
                        "userCode",
                        "ABCD-EFGH",
                        "verificationUri",
                        site.url() + "/device",
                        "verificationUriComplete",
                        site.url() + "/device#ABCD-EFGH",
                        "expiresIn",
                        600,
                        "interval",
                        3));
    }

    private Answer look(Call call) throws IOException {
        JsonNode asked = Json.mapper().readTree(call.body());
        if (!asked.path("deviceCode").asText().equals("device-code")) {
            throw Call.badRequest("deviceCode", "not a code of ours");
        }
        String reason = reasons.poll();
        if (reason == null) {
            return granted();
        }
        return switch (reason) {
            case "cut" ->
                new Answer(200, Map.of("content-type", "application/json"), new Answer.Stream(100_000, out -> {
                    throw new IOException("the cable was pulled");
                }));
            case "internal" -> ScriptedSite.refuse(reason, 500, "something broke");
            default -> ScriptedSite.refuse(reason, 400, "not now: " + reason);
        };
    }

    private Answer granted() {
        site.gives(token, "alice");
        var answer = new LinkedHashMap<String, Object>();
        answer.put("token", token);
        answer.put("handle", "alice");
        if (tellsId) {
            answer.put("id", "id-" + token);
        }
        return Answer.json(200, answer);
    }
}
