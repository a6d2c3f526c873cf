package com.matrixos.home.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/// A terminal in a browser, without the browser: remembers everything it is told.
final class TerminalClient implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 30_000;

    private final WebSocket socket;
    private final boolean acknowledges;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final List<JsonNode> messages = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int closeCode = -1;
    private boolean reading = true;

    private TerminalClient(HttpClient http, int port, String query, boolean acknowledges) {
        this.acknowledges = acknowledges;
        this.socket = http.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws/terminal" + query), new Ear())
                .join();
    }

    static TerminalClient open(HttpClient http, int port, String query) {
        return new TerminalClient(http, port, query, false);
    }

    /// One that will say what it has seen, when it is told to.
    static TerminalClient acknowledging(HttpClient http, int port, String query) {
        return new TerminalClient(http, port, query, true);
    }

    private final class Ear implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            synchronized (TerminalClient.this) {
                text.append(data);
                if (last) {
                    messages.add(parse(text.toString()));
                    text.setLength(0);
                }
            }
            return heard(socket);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            var bytes = new byte[data.remaining()];
            data.get(bytes);
            synchronized (TerminalClient.this) {
                output.writeBytes(bytes);
            }
            return heard(socket);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            synchronized (TerminalClient.this) {
                closeCode = code;
                TerminalClient.this.notifyAll();
            }
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            synchronized (TerminalClient.this) {
                closeCode = 1006;
                TerminalClient.this.notifyAll();
            }
        }

        private CompletionStage<?> heard(WebSocket socket) {
            synchronized (TerminalClient.this) {
                TerminalClient.this.notifyAll();
                if (reading) {
                    socket.request(1);
                }
            }
            return null;
        }
    }

    /// The terminal's id, as the first message says it.
    String session() {
        return message("attached").get("session").asText();
    }

    /// The first message of a type, waited for.
    JsonNode message(String type) {
        await(type, () -> find(type) != null);
        return find(type);
    }

    synchronized List<JsonNode> messages() {
        return List.copyOf(messages);
    }

    synchronized byte[] bytes() {
        return output.toByteArray();
    }

    synchronized int received() {
        return output.size();
    }

    synchronized String shown() {
        return output.toString(StandardCharsets.UTF_8);
    }

    /// Waits until the output holds the text.
    void awaitShown(String wanted) {
        await(wanted, () -> shown().contains(wanted));
    }

    void awaitReceived(int count) {
        await(count + " bytes", () -> received() >= count);
    }

    /// Waits for the socket's end and returns its code.
    int closed() {
        await("close", () -> closeCode >= 0);
        return closeCode;
    }

    TerminalClient type(String keys) {
        var message = Json.mapper().createObjectNode().put("type", "input").put("data", keys);
        return say(message.toString());
    }

    TerminalClient say(String json) {
        socket.sendText(json, true).join();
        return this;
    }

    TerminalClient sendBytes(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        return this;
    }

    TerminalClient acknowledge(long offset) {
        if (!acknowledges) {
            throw new IllegalStateException("this client does not acknowledge");
        }
        return say("{\"type\":\"ack\",\"offset\":" + offset + "}");
    }

    /// Takes nothing more from the network.
    synchronized void stopReading() {
        reading = false;
    }

    /// Is gone without a word, as when a laptop is closed.
    void vanish() {
        socket.abort();
    }

    @Override
    public void close() {
        if (!socket.isOutputClosed()) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "")
                    .exceptionally(_ -> null)
                    .join();
        }
        socket.abort();
    }

    private synchronized JsonNode find(String type) {
        return messages.stream()
                .filter(message -> message.get("type").asText().equals(type))
                .findFirst()
                .orElse(null);
    }

    private synchronized void await(String what, BooleanSupplier condition) {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        try {
            while (!condition.getAsBoolean()) {
                long left = deadline - System.currentTimeMillis();
                if (left <= 0 || (closeCode >= 0 && !what.equals("close"))) {
                    String tail = shown();
                    throw new AssertionError(
                            "never came: " + what + "; close=" + closeCode + " messages=" + messages + " received="
                                    + tail.length() + " output=" + tail.substring(Math.max(0, tail.length() - 500)));
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode parse(String json) {
        try {
            return Json.mapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
