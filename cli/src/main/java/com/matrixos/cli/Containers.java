package com.matrixos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The platform's computers. Blocking; every method throws [CommandException] as [Api] does.
///
/// @param api that has them
record Containers(Api api) {
    private static final String SEEN = "/api/containers";
    private static final String STEERED = "/containers";

    Items list(@Nullable String status, @Nullable String sort, int limit) {
        return api.list(Query.of(SEEN).with("status", status).with("sort", sort), limit);
    }

    /// Those of the account that asks: all that somebody who is no admin may see, and less of each.
    Items own(@Nullable String status, int limit) {
        var rows = new ArrayList<JsonNode>();
        api.get(Query.of(STEERED).with("status", status).path()).forEach(rows::add);
        List<JsonNode> first = rows.subList(0, Math.min(limit, rows.size()));
        return new Items(first, first.size() < rows.size(), Json.mapper().valueToTree(rows.size()));
    }

    JsonNode show(String handle) {
        return api.get(of(SEEN, handle));
    }

    /// One of the account that asks.
    JsonNode showOwn(String handle) {
        return api.get(of(STEERED, handle));
    }

    /// @param order start, stop, restart or update
    void order(String handle, String order) {
        api.order("POST", of(STEERED, handle) + "/" + order);
    }

    void destroy(String handle) {
        api.order("DELETE", of(STEERED, handle));
    }

    void provision(String handle, String userId) {
        api.ask("POST", STEERED + "/provision", Map.of("handle", handle, "clerkUserId", userId));
    }

    JsonNode events(String handle) {
        return api.get(of(SEEN, handle) + "/events");
    }

    JsonNode log(String handle, int tail) {
        return api.get(of(SEEN, handle) + "/logs?tail=" + tail);
    }

    /// Hands over each line of the log as it comes, until the platform ends it.
    void follow(String handle, int tail, Consumer<JsonNode> each) {
        api.events(of(SEEN, handle) + "/logs/stream?tail=" + tail, "line", each);
    }

    private static String of(String path, String handle) {
        return path + "/" + OperatorHttp.encoded(handle);
    }
}
