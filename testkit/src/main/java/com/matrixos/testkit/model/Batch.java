package com.matrixos.testkit.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;
import java.time.Duration;
import java.time.Instant;

/// A batch, which has ended as soon as it was made.
///
/// @param id of the batch
/// @param created when it was made, and has ended
/// @param succeeded how many of its requests were answered
/// @param errored how many were refused
/// @param results one JSON document on each line, in the order of the requests
@SuppressWarnings("ArrayRecordComponent") // written once and never compared
record Batch(String id, Instant created, int succeeded, int errored, byte[] results) {
    private static final Duration KEPT = Duration.ofHours(24);

    /// @param origin where the results are, without a slash at the end
    ObjectNode json(String origin) {
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("id", id)
                .put("type", "message_batch")
                .put("processing_status", "ended");
        json.putObject("request_counts")
                .put("processing", 0)
                .put("succeeded", succeeded)
                .put("errored", errored)
                .put("canceled", 0)
                .put("expired", 0);
        return json.put("created_at", created.toString())
                .put("ended_at", created.toString())
                .put("expires_at", created.plus(KEPT).toString())
                .putNull("archived_at")
                .putNull("cancel_initiated_at")
                .put("results_url", origin + "/v1/messages/batches/" + id + "/results");
    }
}
