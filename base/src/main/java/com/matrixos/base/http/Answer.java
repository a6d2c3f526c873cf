package com.matrixos.base.http;

import com.matrixos.base.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an endpoint answers. Immutable.
///
/// @param status the HTTP status
/// @param headers by name, one value each; `content-length` is set by the server
/// @param body what follows
public record Answer(int status, Map<String, String> headers, Body body) {
    /// What follows the header.
    public sealed interface Body {}

    /// Bytes at hand.
    @SuppressWarnings("ArrayRecordComponent") // written once and never compared
    public record Bytes(byte[] bytes) implements Body {}

    /// Bytes written as they come, by the request's own thread.
    ///
    /// @param length how many bytes, or -1 when that is not known beforehand
    public record Stream(long length, Writer writer) implements Body {}

    /// Writes a streamed body.
    @FunctionalInterface
    public interface Writer {
        /// Writes everything; the server closes the stream.
        void writeTo(OutputStream out) throws IOException;
    }

    public Answer {
        headers = Map.copyOf(headers);
    }

    /// A value as JSON.
    public static Answer json(int status, Object value) {
        return bytes(status, "application/json", Json.write(value));
    }

    /// A failure as problem+json.
    public static Answer problem(Problem problem) {
        return bytes(problem.status(), Problem.MEDIA_TYPE, Json.write(problem.body()));
    }

    /// A text of the given media type in UTF-8.
    public static Answer text(int status, String mediaType, String text) {
        return bytes(status, mediaType + "; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /// Bytes of the given media type.
    public static Answer bytes(int status, String mediaType, byte[] bytes) {
        return new Answer(status, Map.of("content-type", mediaType), new Bytes(bytes));
    }

    /// A status and nothing else.
    public static Answer empty(int status) {
        return new Answer(status, Map.of(), new Bytes(new byte[0]));
    }

    /// The same answer with one more header.
    public Answer with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }
}
