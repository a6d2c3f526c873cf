package com.matrixos.home.terminal;

import com.matrixos.base.json.BadJsonException;
import com.matrixos.base.json.Json;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What a client says in a text message.
sealed interface ClientMessage {
    /// Typed on the keyboard, or pasted.
    record Input(String data) implements ClientMessage {}

    /// The window has another size.
    record Resize(Size size) implements ClientMessage {}

    /// Everything before the offset has been shown.
    record Ack(long offset) implements ClientMessage {}

    /// The message as JSON has it; which fields must be there depends on the type.
    record Wire(
            @Nullable String type,
            @Nullable String data,
            @Nullable Integer cols,
            @Nullable Integer rows,
            @Nullable Long offset) {}

    /// Reads a message.
    ///
    /// @throws BadMessageException when it is none
    static ClientMessage parse(String text) {
        Wire wire;
        try {
            wire = Json.read(text.getBytes(StandardCharsets.UTF_8), Wire.class);
        } catch (BadJsonException e) {
            throw new BadMessageException(e.field(), String.valueOf(e.getMessage()));
        }
        return switch (wire.type()) {
            case "input" -> new Input(required("data", wire.data()));
            case "resize" -> new Resize(new Size(required("cols", wire.cols()), required("rows", wire.rows())));
            case "ack" -> new Ack(required("offset", wire.offset()));
            case null, default -> throw new BadMessageException("type", "type must be input, resize or ack");
        };
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new BadMessageException(name, name + " is missing");
        }
        return value;
    }
}
