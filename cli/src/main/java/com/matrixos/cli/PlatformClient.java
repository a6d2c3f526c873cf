package com.matrixos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.api.containers.ProvisionRequest;
import com.matrixos.api.containers.Ticket;
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
import java.util.List;

/// The platform's container API as the operator uses it. Blocking; safe for use from any thread.
///
/// Every method throws [CommandException] when the platform cannot be reached or refuses, with its reason.
final class PlatformClient {
    /// Provisioning and starting wait for a container; the platform itself gives up after PLATFORM_START_TIMEOUT.
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI base;
    private final String secret;

    /// @param base where the platform answers
    /// @param secret the operator's bearer secret; empty when none is set
    PlatformClient(URI base, String secret) {
        this.base = base;
        this.secret = secret;
    }

    /// Whether `GET /health` of a process answers 200. Never throws: no answer is an answer.
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

    /// All containers of this installation.
    List<ContainerRecord> containers() {
        return List.of(Json.read(send("GET", "/containers", BodyPublishers.noBody()), ContainerRecord[].class));
    }

    /// Makes sure that the handle has a container of that user; the same again changes nothing.
    ContainerRecord provision(String handle, String userId) {
        byte[] body = Json.write(new ProvisionRequest(handle, userId));
        return Json.read(
                send("POST", "/containers/provision", BodyPublishers.ofByteArray(body)), ContainerRecord.class);
    }

    /// A one-time link into a container.
    Ticket ticket(String handle) {
        return Json.read(send("POST", container(handle) + "/ticket", BodyPublishers.noBody()), Ticket.class);
    }

    /// Stops a container; one that is stopped stays so.
    void stop(String handle) {
        send("POST", container(handle) + "/stop", BodyPublishers.noBody());
    }

    private static String container(String handle) {
        // Typed by hand, so it may hold anything; the platform then says what is wrong with it.
        return "/containers/"
                + URLEncoder.encode(handle, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private byte[] send(String method, String path, BodyPublisher body) {
        var request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).method(method, body);
        request.header("Content-Type", "application/json");
        if (!secret.isEmpty()) {
            request.header("Authorization", "Bearer " + secret);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            if (response.statusCode() >= 300) {
                throw new CommandException(reason(response));
            }
            return response.body();
        } catch (ConnectException e) {
            throw new CommandException("The platform does not answer at " + base + ". Start it with: ./matrixos up");
        } catch (IOException e) {
            throw new CommandException(
                    "The platform at " + base + " broke off: " + e.getMessage() + ". See: ./matrixos logs platform");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("Interrupted.");
        }
    }

    private static String reason(HttpResponse<byte[]> response) {
        String detail = new String(response.body(), StandardCharsets.UTF_8);
        try {
            JsonNode problem = Json.mapper().readTree(response.body());
            detail = problem.path("detail").asText(problem.path("error").asText(detail));
        } catch (IOException e) {
            // Not our platform's own answer, so its text says more than the parser's complaint about it.
            detail = detail.strip();
        }
        return "The platform refused (" + response.statusCode() + "): " + detail;
    }
}
