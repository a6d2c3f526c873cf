package com.matrixos.proxy.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.matrixos.base.json.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// A failure in the shape of Anthropic's API, so that every client of it shows our text as it would show
/// theirs: `{"type":"error","error":{"type":…,"message":…}}`.
///
/// @param status the HTTP status
/// @param type one of Anthropic's error types; clients decide by it whether to try again
/// @param message for the person at the keyboard; never a secret, never an address behind the proxy
public record AnthropicError(int status, String type, String message) {
    /// The media type of [#json].
    public static final String MEDIA_TYPE = "application/json";

    /// The request is at fault; the message names the field.
    public static AnthropicError invalidRequest(String message) {
        return new AnthropicError(400, "invalid_request_error", message);
    }

    /// The error whose type is the usual one of its status.
    public static AnthropicError ofStatus(int status, String message) {
        String type = switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 409 -> "conflict_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
        return new AnthropicError(status, type, message);
    }

    /// Reads the upstream's; what it does not tell is empty.
    ///
    /// @param body of any kind
    public static AnthropicError read(int status, byte[] body) {
        JsonNode error = document(body).path("error");
        return new AnthropicError(
                status,
                error.path("type").asText(),
                error.path("message").asText().strip());
    }

    /// The upstream's finer code of the error, `error.details.error_code`; empty when it tells none.
    ///
    /// @param body of any kind
    public static String code(byte[] body) {
        return document(body).at("/error/details/error_code").asText();
    }

    private static JsonNode document(byte[] body) {
        try {
            return Json.mapper().readTree(body);
        } catch (IOException _) {
            return MissingNode.getInstance();
        }
    }

    /// The document, in UTF-8.
    public byte[] json() {
        var error = new LinkedHashMap<String, Object>();
        error.put("type", type);
        error.put("message", message);
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "error");
        body.put("error", error);
        return Json.write(body);
    }

    /// The header fields that go with [#json], for a relay that sets the length itself.
    public Map<String, String> headers() {
        return Map.of("content-type", MEDIA_TYPE);
    }
}
