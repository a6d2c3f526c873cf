package com.matrixos.home.terminal;

import com.matrixos.base.json.Json;
import java.nio.charset.StandardCharsets;

/// What a client is told in a text message.
sealed interface ServerMessage {
    /// Comes first; the offset is that of the first byte of output that follows.
    record Attached(String type, String session, long offset, int cols, int rows) implements ServerMessage {
        Attached(String session, long offset, Size size) {
            this("attached", session, offset, size.cols(), size.rows());
        }
    }

    /// Bytes the client asked for are lost; output goes on at the offset.
    record Gap(String type, long offset) implements ServerMessage {
        Gap(long offset) {
            this("gap", offset);
        }
    }

    /// The program has ended.
    record Exit(String type, int code) implements ServerMessage {
        Exit(int code) {
            this("exit", code);
        }
    }

    /// Something could not be done; `field` is empty when no single one is to blame.
    record Failure(String type, String error, String message, String field) implements ServerMessage {
        Failure(String error, String message, String field) {
            this("error", error, message, field);
        }
    }

    /// The message as it is sent.
    default String json() {
        return new String(Json.write(this), StandardCharsets.UTF_8);
    }
}
