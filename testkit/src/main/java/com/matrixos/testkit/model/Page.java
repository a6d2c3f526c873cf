package com.matrixos.testkit.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.model.message.RefusedException;
import com.matrixos.testkit.model.wire.WireRequest;
import java.util.List;
import java.util.Optional;

/// A page of a list, as the API pages: `limit`, and `after_id` or `before_id`.
final class Page {
    private static final int USUAL = 20;
    private static final int MOST = 1_000;

    private Page() {}

    /// The page that a request asks for.
    ///
    /// @param items all there are, in the list's order, each with an `id`
    /// @throws RefusedException naming the parameter at fault
    static ObjectNode of(List<ObjectNode> items, WireRequest request) {
        int limit = request.parameter("limit").map(Page::limit).orElse(USUAL);
        List<String> ids = items.stream().map(Page::id).toList();
        int from = request.parameter("after_id")
                .or(() -> request.parameter("page"))
                .map(id -> place(ids, id, "after_id") + 1)
                .orElse(0);
        Optional<Integer> before = request.parameter("before_id").map(id -> place(ids, id, "before_id"));
        if (before.isPresent()) {
            from = Math.max(0, before.get() - limit);
        }
        int to = Math.min(before.orElse(items.size()), from + limit);
        return page(items.subList(from, to), before.isPresent() ? from > 0 : to < items.size());
    }

    private static ObjectNode page(List<ObjectNode> items, boolean more) {
        ObjectNode page = Json.mapper().createObjectNode();
        ArrayNode data = page.putArray("data");
        items.forEach(data::add);
        String last = items.isEmpty() ? null : id(items.getLast());
        return page.put("has_more", more)
                .put("first_id", items.isEmpty() ? null : id(items.getFirst()))
                .put("last_id", last)
                .put("next_page", more ? last : null);
    }

    private static int place(List<String> ids, String id, String parameter) {
        int place = ids.indexOf(id);
        RefusedException.check(place >= 0, parameter + ": there is nothing of that id: " + id);
        return place;
    }

    private static int limit(String text) {
        boolean number = text.matches("[0-9]{1,4}");
        int limit = number ? Integer.parseInt(text) : 0;
        RefusedException.check(limit >= 1 && limit <= MOST, "limit: must be between 1 and " + MOST);
        return limit;
    }

    private static String id(ObjectNode item) {
        return item.path("id").asText();
    }
}
