package com.matrixos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.BadJsonException;
import com.matrixos.base.json.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// One of our processes as the operator talks to it: the secret goes along, and a refusal becomes words.
/// Blocking; safe for use from any thread.
///
/// Every method throws [CommandException] when the process cannot be reached or refuses, with its reason and
/// what to do.
final class OperatorHttp {
    /// Only a command that would never end: starting a container waits for PLATFORM_START_TIMEOUT, and new
    /// prices for every call they apply to.
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(2);
    private static final String JSON = "application/json";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String name;
    private final URI base;
    private final String secret;

    /// @param name of the process, as `./matrixos logs` takes it
    /// @param base where it answers
    /// @param secret the operator's bearer secret; empty when none is set
    OperatorHttp(String name, URI base, String secret) {
        this.name = name;
        this.base = base;
        this.secret = secret;
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

    /// Posts a JSON document as it is.
    HttpResponse<byte[]> post(String path, byte[] json) {
        return send("POST", path, JSON, BodyPublishers.ofByteArray(json));
    }

    /// An answer as the record it should be.
    <T> T read(HttpResponse<byte[]> response, Class<T> type) {
        try {
            return Json.read(response.body(), type);
        } catch (BadJsonException e) {
            throw new CommandException(
                    "The " + name + " at " + base + " answers what this command does not understand (" + e.getMessage()
                            + "). Bring both to the same version with: ./matrixos up");
        }
    }

    /// A text as one segment of a path or one value of a query. It was typed by hand, so it may hold
    /// anything; the process then says what is wrong with it.
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpResponse<byte[]> send(String method, String path, String accept, BodyPublisher body) {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(TIMEOUT)
                .method(method, body)
                .header("Content-Type", JSON)
                .header("Accept", accept);
        if (!secret.isEmpty()) {
            request.header("Authorization", "Bearer " + secret);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            if (response.statusCode() >= 300) {
                throw new CommandException(reason(response));
            }
            return response;
        } catch (ConnectException e) {
            throw new CommandException(
                    "The " + name + " does not answer at " + base + ". Start it with: ./matrixos up");
        } catch (IOException e) {
            throw new CommandException(
                    "The " + name + " at " + base + " broke off: " + e.getMessage() + ". See: ./matrixos logs " + name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("Interrupted.");
        }
    }

    private String reason(HttpResponse<byte[]> response) {
        var reason = new StringBuilder("The " + name + " refused (" + response.statusCode() + "): ");
        try {
            JsonNode problem = Json.mapper().readTree(response.body());
            reason.append(Printable.of(
                    problem.path("detail").asText(problem.path("error").asText("it does not say why"))));
            problem.path("problems").forEach(one -> reason.append("\n  ").append(Printable.of(one.asText())));
        } catch (IOException e) {
            // Not our process's own answer, so its text says more than the parser's complaint about it.
            reason.append(Printable.of(new String(response.body(), StandardCharsets.UTF_8).strip()));
        }
        return reason + remedy(response.statusCode());
    }

    private String remedy(int status) {
        if (status == 401) {
            return "\nSet PLATFORM_SECRET to the one that the " + name + " was started with.";
        }
        return status >= 500 ? "\nSee: ./matrixos logs " + name : "";
    }
}
