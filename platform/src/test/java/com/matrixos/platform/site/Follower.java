package com.matrixos.platform.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Somebody who reads a stream of events.
final class Follower implements AutoCloseable {
    private static final String END = "(end)";

    private final HttpResponse<InputStream> answer;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    Follower(HttpResponse<InputStream> answer) {
        this.answer = answer;
        Thread.ofVirtual().start(this::read);
    }

    HttpResponse<InputStream> answer() {
        return answer;
    }

    /// The data of the next event of that name.
    JsonNode next(String event) {
        String line = line();
        while (!line.equals("event: " + event)) {
            line = line();
        }
        try {
            return Json.mapper().readTree(line().substring("data: ".length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads on until the stream ends.
    void awaitEnd() {
        String line = line();
        while (!line.equals(END)) {
            line = line();
        }
    }

    /// Reads on until there is such a line.
    void awaitLine(String wanted) {
        String line = line();
        while (!line.equals(wanted)) {
            line = line();
        }
    }

    @Override
    public void close() {
        try {
            answer.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() {
        try {
            String line = lines.poll(30, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("nothing came for 30 s");
            }
            return line;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (var reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException _) {
            // Closed: by us, or at the end.
        }
        lines.add(END);
    }
}
