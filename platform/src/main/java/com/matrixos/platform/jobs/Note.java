package com.matrixos.platform.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is remembered of one step, as it stands in the row.
///
/// @param startedAt ISO 8601
/// @param finishedAt likewise; null while it has not ended well
record Note(
        String startedAt,
        @Nullable String finishedAt,
        @Nullable JsonNode result) {
    static Note begun(String at) {
        return new Note(at, null, NullNode.getInstance());
    }

    Note ended(String at, JsonNode result) {
        return new Note(startedAt, at, result);
    }

    boolean done() {
        return finishedAt != null;
    }

    Instant since() {
        return Instant.parse(startedAt);
    }
}
