package com.matrixos.cli;

import com.matrixos.base.json.BadJsonException;
import com.matrixos.base.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A server of ours as who may steer it talks to it: the secret goes along, and a refusal becomes words.
/// Redirects are not followed, so that the secret reaches no other. Blocking; safe for use from any thread.
///
/// Every method throws [UnreachableException] when the server cannot be reached, and [RefusedException] when it
/// refuses, with its reason and what to do.
final class OperatorHttp {
    /// Only a command that would never end: starting a container waits for PLATFORM_START_TIMEOUT, and new
    /// prices for every call they apply to.
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(2);
    private static final String JSON = "application/json";

    /// Shown to the person who is asked whether this program may act for them.
    private static final String AGENT = "matrixos command line (" + System.getProperty("os.name") + ")";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Peer peer;

    OperatorHttp(Peer peer) {
        this.peer = peer;
    }

    /// Whether `GET /health` of any process answers 200. Never throws: no answer is an answer.
    boolean healthy(URI process) {
        var request = HttpRequest.newBuilder(process.resolve("/health"))
                .timeout(HEALTH_TIMEOUT)
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Asks for a document.
    <T> T get(String path, Class<T> type) {
        return read(get(path, JSON), type);
    }

    /// Asks for something in the given media type.
    HttpResponse<byte[]> get(String path, String accept) {
        return send("GET", path, accept, BodyPublishers.noBody());
    }

    /// Gives an order that needs no words.
    HttpResponse<byte[]> order(String method, String path) {
        return send(method, path, JSON, BodyPublishers.noBody());
    }

    /// Gives an order with a JSON document as it is.
    HttpResponse<byte[]> order(String method, String path, byte[] json) {
        return send(method, path, JSON, BodyPublishers.ofByteArray(json));
    }

    /// Posts a JSON document as it is.
    HttpResponse<byte[]> post(String path, byte[] json) {
        return order("POST", path, json);
    }

    /// Hands over the lines of a text that comes bit by bit, each as it comes, until the server ends it.
    void lines(String path, String accept, Consumer<String> each) {
        // Without a limit of time: from JDK 26 on that would count for the lines, too (JDK-8208693).
        HttpRequest request =
                request("GET", path, accept, BodyPublishers.noBody()).build();
        // A refusal is read whole, to be explained; nothing else is.
        BodyHandler<Lines> handler = info -> info.statusCode() >= 300
                ? BodySubscribers.mapping(BodySubscribers.ofByteArray(), Refusal::new)
                : BodySubscribers.mapping(BodySubscribers.ofLines(StandardCharsets.UTF_8), Text::new);
        HttpResponse<Lines> response = exchange(request, handler);
        switch (response.body()) {
            case Refusal(var body) -> throw Refusals.of(peer, response, body);
            case Text(var lines) -> each(lines, each);
        }
    }

    /// What a request for lines may get.
    private sealed interface Lines {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Refusal(byte[] body) implements Lines {}

    private record Text(Stream<String> lines) implements Lines {}

    private void each(Stream<String> lines, Consumer<String> each) {
        try (lines) {
            lines.forEach(each);
        } catch (UncheckedIOException e) {
            throw broken(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    /// An answer as the record it should be.
    <T> T read(HttpResponse<byte[]> response, Class<T> type) {
        try {
            return Json.read(response.body(), type);
        } catch (BadJsonException e) {
            throw strange(String.valueOf(e.getMessage()));
        }
    }

    /// An answer that this command does not understand.
    CommandException strange(String why) {
        return new CommandException(peer.title() + at() + " answers what this command does not understand ("
                + Printable.of(why) + "). " + peer.whenStrange());
    }

    /// A text as one segment of a path or one value of a query. It was typed by hand, so it may hold
    /// anything; the process then says what is wrong with it.
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpResponse<byte[]> send(String method, String path, String accept, BodyPublisher body) {
        HttpRequest request =
                request(method, path, accept, body).timeout(TIMEOUT).build();
        HttpResponse<byte[]> response = exchange(request, BodyHandlers.ofByteArray());
        if (response.statusCode() >= 300) {
            throw Refusals.of(peer, response, response.body());
        }
        return response;
    }

    private HttpRequest.Builder request(String method, String path, String accept, BodyPublisher body) {
        var request = HttpRequest.newBuilder(peer.base().resolve(path))
                .method(method, body)
                .header("User-Agent", AGENT)
                .header("Content-Type", JSON)
                .header("Accept", accept);
        if (!method.equals("GET")) {
            // Whatever stands between may send a request twice; the order is given once.
            request.header("Idempotency-Key", UUID.randomUUID().toString());
        }
        if (!peer.bearer().isEmpty()) {
            request.header("Authorization", "Bearer " + peer.bearer());
        }
        return request;
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (ConnectException e) {
            throw new UnreachableException(absent());
        } catch (IOException e) {
            throw broken(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("Interrupted.");
        }
    }

    private String absent() {
        return peer.title() + " does not answer" + at() + ". " + peer.whenAbsent();
    }

    private UnreachableException broken(Exception why) {
        return new UnreachableException(
                peer.title() + at() + " broke off: " + why.getMessage() + ". " + peer.whenBroken());
    }

    /// Where it is, if its title does not say so.
    private String at() {
        return switch (peer) {
            case Peer.Local local -> " at " + local.base();
            case Peer.Remote _ -> "";
        };
    }
}
