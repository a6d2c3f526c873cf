package com.matrixos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Endpoint;
import com.matrixos.base.http.Routes;
import com.matrixos.base.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The accounts of a [ScriptedSite], which knows what may be asked of them and refuses every other member.
final class ScriptedUsers {
    private final Map<String, Map<String, Object>> accounts = new LinkedHashMap<>();
    private final List<String> signedOut = new ArrayList<>();
    private final ScriptedSite site;

    ScriptedUsers(ScriptedSite site) {
        this.site = site;
    }

    void addTo(Routes routes) {
        routes.get("/api/users", site.admins(this::list))
                .post("/api/users", site.admins(this::create))
                .get("/api/users/{id}", site.admins(known(user -> Answer.json(200, user))))
                .patch("/api/users/{id}", site.admins(this::change))
                .delete("/api/users/{id}", site.admins(known(user -> {
                    accounts.remove(user.get("handle"));
                    return Answer.json(200, Map.of("ok", true));
                })))
                .post(
                        "/api/users/{id}/reset-link",
                        site.admins(known(user -> Answer.json(
                                200,
                                Map.of(
                                        "url",
                                        "http://localhost/reset#token=" + user.get("handle"),
                                        "expiresAt",
                                        ScriptedSite.TIME)))))
                .post("/api/users/{id}/sign-out", site.admins(known(user -> {
                    signedOut.add((String) user.get("handle"));
                    return Answer.json(200, Map.of("ok", true));
                })));
    }

    void has(String handle, String role) {
        var user = new LinkedHashMap<String, Object>();
        user.put("id", "usr_" + handle);
        user.put("handle", handle);
        user.put("email", handle + "@example.com");
        user.put("role", role);
        user.put("state", "active");
        user.put("createdAt", ScriptedSite.TIME);
        user.put("hasPassword", true);
        user.put("totp", false);
        user.put("passkeys", 0);
        user.put("recoveryCodesLeft", 0);
        user.put("leavesAt", null);
        user.put("computer", null);
        user.put("monthUsd", null);
        user.put("lastSeenAt", null);
        accounts.put(handle, user);
    }

    void set(String handle, String member, @Nullable Object value) {
        account(handle).put(member, value);
    }

    void hasComputer(String handle, String monthUsd) {
        set(handle, "computer", Map.of("state", "running", "lastActive", ScriptedSite.TIME));
        set(handle, "monthUsd", new BigDecimal(monthUsd));
    }

    Map<String, Object> account(String handle) {
        return accounts.get(handle);
    }

    List<String> signedOut() {
        return signedOut;
    }

    boolean isAdmin(String handle) {
        return accounts.containsKey(handle) && account(handle).get("role").equals("admin");
    }

    private Answer list(Call call) {
        return ScriptedSite.page(
                call,
                accounts.values().stream()
                        .filter(user -> fits(call, "role", user) && fits(call, "state", user))
                        .filter(user -> call.query("q")
                                .map(text -> (user.get("handle") + " " + user.get("email")).contains(text))
                                .orElse(true))
                        .toList());
    }

    private static boolean fits(Call call, String member, Map<String, Object> user) {
        return call.query(member).map(user.get(member)::equals).orElse(true);
    }

    private Answer create(Call call) throws Exception {
        JsonNode asked = Json.mapper().readTree(call.body());
        only(asked, List.of("email", "handle", "role"));
        String handle = asked.path("handle").asText();
        if (accounts.containsKey(handle)) {
            return ScriptedSite.refuse("handle-taken", 409, "the handle " + handle + " is taken");
        }
        has(handle, asked.path("role").asText());
        set(handle, "email", asked.path("email").asText());
        return Answer.json(
                201, Map.of("account", account(handle), "resetLink", "http://localhost/reset#token=new-" + handle));
    }

    private Answer change(Call call) throws Exception {
        JsonNode asked = Json.mapper().readTree(call.body());
        only(asked, List.of("role", "state", "email"));
        return known(user -> {
                    asked.properties()
                            .forEach(member ->
                                    user.put(member.getKey(), member.getValue().asText()));
                    return Answer.json(200, user);
                })
                .answer(call);
    }

    private static void only(JsonNode asked, List<String> members) {
        asked.fieldNames().forEachRemaining(member -> {
            if (!members.contains(member)) {
                throw Call.badRequest(member, "unknown field: " + member);
            }
        });
    }

    /// Answers about a user that there is.
    private interface About {
        Answer answer(Map<String, Object> user);
    }

    private Endpoint known(About about) {
        return call -> accounts.values().stream()
                .filter(user -> user.get("id").equals(call.parameter("id")))
                .findFirst()
                .map(about::answer)
                .orElseGet(ScriptedSite::nothing);
    }
}
