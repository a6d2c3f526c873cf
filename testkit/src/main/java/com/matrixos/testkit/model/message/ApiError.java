package com.matrixos.testkit.model.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;

/// A failure as Anthropic's API tells it.
///
/// @param status the HTTP status
/// @param type one of Anthropic's error types
/// @param message for people
public record ApiError(int status, String type, String message) {
    /// The request is at fault; the message names the field.
    public static ApiError invalidRequest(String message) {
        return new ApiError(400, "invalid_request_error", message);
    }

    /// There is nothing of that name.
    public static ApiError notFound(String message) {
        return new ApiError(404, "not_found_error", message);
    }

    /// A body or what is kept of it is larger than the limit.
    public static ApiError tooLarge(String message) {
        return new ApiError(413, "request_too_large", message);
    }

    /// The document, as it is answered and as the data of an `error` event.
    public ObjectNode json(String requestId) {
        ObjectNode json = Json.mapper().createObjectNode().put("type", "error");
        json.putObject("error").put("type", type).put("message", message);
        return json.put("request_id", requestId);
    }
}
