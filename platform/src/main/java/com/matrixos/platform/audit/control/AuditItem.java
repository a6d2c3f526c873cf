package com.matrixos.platform.audit.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import com.matrixos.platform.audit.Row;
import org.jspecify.annotations.Nullable;

/// One line of the log as the API shows it.
///
/// @param before the fields that changed, as they were; null for none
/// @param after the fields that changed, as they are; null for none
record AuditItem(
        long seq,
        String at,
        Who actor,
        String action,
        String target,
        @Nullable JsonNode before,
        @Nullable JsonNode after,
        String address,
        String result,
        String hash) {
    record Who(String kind, String id, @Nullable String handle) {}

    static AuditItem of(Row row) {
        Row.Who actor = row.actor();
        return new AuditItem(
                row.seq(),
                row.at(),
                new Who(actor.kind(), actor.id(), actor.handle()),
                row.action(),
                row.target(),
                fields(row.before()),
                fields(row.after()),
                actor.address(),
                row.result(),
                row.hash());
    }

    /// A line that somebody has tampered with is shown all the same.
    private static @Nullable JsonNode fields(String json) {
        try {
            JsonNode fields = Json.mapper().readTree(json);
            return fields.isEmpty() ? null : fields;
        } catch (JsonProcessingException _) {
            return Json.mapper().createObjectNode().put("unreadable", json);
        }
    }
}
