package com.matrixos.cli;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The log of a [ScriptedSite], which believes whoever says that it is broken.
final class ScriptedAudit {
    private final List<Map<String, Object>> entries = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();
    private @Nullable Long brokenAt;

    void addTo(Routes routes, ScriptedSite site) {
        routes.get("/api/audit", site.admins(this::list))
                .get("/api/audit.csv", site.admins(this::csv))
                .get("/api/audit/verify", site.admins(_ -> Answer.json(200, verification())));
    }

    void has(String handle, String action, String target) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("seq", entries.size() + 1);
        entry.put("at", ScriptedSite.TIME);
        entry.put("actor", Map.of("kind", "account", "id", "usr_" + handle, "handle", handle));
        entry.put("action", action);
        entry.put("target", target);
        entry.put("before", Map.of());
        entry.put("after", Map.of());
        entry.put("address", "127.0.0.1");
        entry.put("result", "ok");
        entry.put("hash", "cafe");
        entries.add(entry);
    }

    void breakAt(long seq) {
        brokenAt = seq;
    }

    /// What the entries were to be: actor, action, target, since, until.
    List<String> questions() {
        return questions;
    }

    private Answer list(Call call) {
        question(call);
        return ScriptedSite.page(
                call,
                entries.stream()
                        .filter(entry -> call.query("action")
                                .map(entry.get("action").toString()::startsWith)
                                .orElse(true))
                        .toList());
    }

    private Answer csv(Call call) {
        question(call);
        return Answer.text(200, "text/csv", "seq,action,target\r\n1,computer.started,\"a\u0007b\"\r\n");
    }

    private void question(Call call) {
        questions.add(String.join(
                " ",
                List.of("actor", "action", "target", "since", "until").stream()
                        .map(name -> call.query(name).orElse("-"))
                        .toList()));
    }

    private Map<String, Object> verification() {
        var found = new LinkedHashMap<String, Object>();
        found.put("ok", brokenAt == null);
        found.put("entries", entries.size());
        found.put("head", "f00d");
        found.put("brokenAt", brokenAt);
        return found;
    }
}
