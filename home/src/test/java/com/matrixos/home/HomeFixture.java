package com.matrixos.home;

import com.matrixos.base.config.Config;
import com.matrixos.base.config.Environment;
import com.matrixos.base.lifecycle.Lifecycle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A real computer on free ports of the loopback address, with folders of its own.
public final class HomeFixture implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final Path files;
    private final Home home;
    private final HttpClient http = HttpClient.newHttpClient();

    /// @param folder an empty one
    public HomeFixture(Path folder) {
        this.folder = folder;
        this.files = folder.resolve("home");
        try {
            Files.createDirectories(web().resolve("assets"));
            Files.writeString(web().resolve("index.html"), "<!doctype html><title>desktop</title>");
            Files.writeString(web().resolve("assets/app-1a2b.js"), "'use strict'");
            Files.createDirectories(files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var environment = new HashMap<>(environment());
        environment.put("PATH", System.getenv("PATH"));
        environment.put("SECRET_OF_THE_PROCESS", "not for shells");
        this.home =
                Home.start(new Lifecycle(), Config.read(HomeSettings.ALL, Environment.of(environment)), environment);
    }

    /// The environment this computer was started with.
    public Map<String, String> environment() {
        return Map.of(
                "PORT", "0",
                "SHELL_PORT", "0",
                "MATRIX_BIND", "127.0.0.1",
                "MATRIX_HANDLE", "probe",
                "MATRIX_HOME", files.toString(),
                "MATRIX_WEB", web().toString(),
                "MATRIX_TEMPLATE", folder.resolve("no-template").toString(),
                "ANTHROPIC_AUTH_TOKEN", "token-of-the-container");
    }

    /// The user's files.
    public Path files() {
        return files;
    }

    /// The built desktop.
    public Path web() {
        return folder.resolve("web");
    }

    /// The gateway's port.
    public int port() {
        return home.port();
    }

    /// The shell's port.
    public int shellPort() {
        return home.shellPort();
    }

    /// A client with connections of its own.
    public HttpClient http() {
        return http;
    }

    /// GET with headers given in pairs.
    public HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, headers);
    }

    /// Any method without a body.
    public HttpResponse<byte[]> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /// The whole answer to a GET whose target goes over the wire letter by letter.
    public String raw(String target, String... headerLines) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            String headers = String.join(
                    "",
                    java.util.stream.Stream.of(headerLines)
                            .map(line -> line + "\r\n")
                            .toList());
            String request = "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + port() + "\r\n" + headers
                    + (headers.contains("Connection") ? "" : "Connection: close\r\n") + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.setSoTimeout(10_000);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// The status in a raw answer.
    public static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    /// Waits until something outside this process has become true.
    public static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still waiting: " + what);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Override
    public void close() {
        home.close();
        http.close();
    }
}
