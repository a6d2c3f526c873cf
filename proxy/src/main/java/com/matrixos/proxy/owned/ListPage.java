package com.matrixos.proxy.owned;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/// Cuts a page of everybody's objects down to what one caller may see.
///
/// The page is the only one that is looked at. So a list shows a user's objects among the 1,000 of
/// everybody's that are next to the cursor, newest first; with none of the user's among them it is empty and
/// ends there, although older ones may follow. They can be reached by their ids all the same. Reading on
/// until enough is found would make one call of a user's as long as everybody else's history.
///
/// @param limit how many the caller gets at most
/// @param backwards whether the last ones count, and not the first
/// @param mine whether the caller may see the object of this id
record ListPage(int limit, boolean backwards, Predicate<String> mine) {
    /// More than 1,000 objects ever take, of which each is below 2 KiB.
    static final int LONGEST = 8 * 1024 * 1024;

    /// Changes the page in place. Members that are not about which objects are on it stay.
    ///
    /// @return false when it is no list, and must not be shown
    boolean cut(ObjectNode page) {
        if (!page.path("data").isArray()) {
            return false;
        }
        List<JsonNode> all = StreamSupport.stream(page.path("data").spliterator(), false)
                .filter(object -> Documents.id(object).filter(mine).isPresent())
                .toList();
        int count = Math.min(limit, all.size());
        List<JsonNode> shown = backwards ? all.subList(all.size() - count, all.size()) : all.subList(0, count);
        boolean more = page.path("has_more").asBoolean() && !shown.isEmpty();
        page.putArray("data").addAll(shown);
        page.put("has_more", more || all.size() > count);
        page.put(
                "first_id",
                shown.isEmpty() ? null : Documents.id(shown.getFirst()).orElse(null));
        page.put(
                "last_id",
                shown.isEmpty() ? null : Documents.id(shown.getLast()).orElse(null));
        return true;
    }
}
