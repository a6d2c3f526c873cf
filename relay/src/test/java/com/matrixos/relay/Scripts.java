package com.matrixos.relay;

import com.matrixos.testkit.sockets.RawMessage;
import com.matrixos.testkit.sockets.RawServer;
import com.matrixos.testkit.sockets.RawSocket;
import java.util.List;

/// What the upstream does in a test.
final class Scripts {
    private Scripts() {}

    /// Answers every request with its own text: start line, headers, an empty line, the body, then any trailers.
    static void mirror(RawSocket connection) {
        while (true) {
            var request = connection.read();
            connection.send(ok(text(request)));
        }
    }

    /// Reads one request, sends this, and waits until the relay closes.
    static RawServer.Script answering(String response) {
        return connection -> {
            connection.read();
            connection.send(response);
            connection.awaitClosed();
        };
    }

    /// Reads one request, sends this, and closes.
    static RawServer.Script answeringAndClosing(String response) {
        return connection -> {
            connection.read();
            connection.send(response);
        };
    }

    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String text(RawMessage request) {
        var lines = new java.util.ArrayList<String>(List.of(request.startLine()));
        lines.addAll(request.lines());
        lines.add("");
        lines.add(request.body());
        lines.addAll(request.trailers());
        return String.join("\n", lines);
    }
}
