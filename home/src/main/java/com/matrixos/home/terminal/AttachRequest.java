package com.matrixos.home.terminal;

import com.matrixos.base.http.Call;
import java.util.Optional;

/// What a client asks for in the address of its WebSocket.
///
/// @param session the terminal to attach to; empty for a new one
/// @param after the offset up to which it has everything; -1 for as much as there is
/// @param wantedSize of its window
record AttachRequest(String session, long after, Optional<Size> wantedSize) {
    private static final int MAX_SESSION = 100;

    static AttachRequest of(Call call) {
        String session = call.query("session").orElse("");
        if (session.length() > MAX_SESSION) {
            throw Call.badRequest("session", "session must not exceed " + MAX_SESSION + " characters");
        }
        long after = call.query("after").map(text -> number("after", text)).orElse(-1L);
        Optional<Long> cols = call.query("cols").map(text -> number("cols", text));
        Optional<Long> rows = call.query("rows").map(text -> number("rows", text));
        if (cols.isPresent() != rows.isPresent()) {
            throw Call.badRequest(cols.isPresent() ? "rows" : "cols", "cols and rows must be given together");
        }
        return new AttachRequest(session, after, cols.flatMap(width -> rows.map(height -> size(width, height))));
    }

    /// The size of a new terminal.
    Size size() {
        return wantedSize.orElse(Size.USUAL);
    }

    private static Size size(long cols, long rows) {
        try {
            return new Size(Math.clamp(cols, 0, Integer.MAX_VALUE), Math.clamp(rows, 0, Integer.MAX_VALUE));
        } catch (BadMessageException e) {
            throw Call.badRequest(e.field(), String.valueOf(e.getMessage()));
        }
    }

    private static long number(String name, String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw Call.badRequest(name, name + " must be a whole number, not negative");
        }
        return Long.parseLong(text);
    }
}
