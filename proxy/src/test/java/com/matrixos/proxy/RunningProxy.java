package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.api.settings.Settings;
import com.matrixos.base.config.Config;
import com.matrixos.base.config.Environment;
import com.matrixos.base.ids.Tokens;
import com.matrixos.base.json.Json;
import com.matrixos.base.time.Scheduler;
import com.matrixos.base.time.SystemScheduler;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// A whole proxy in a folder of its own, asked over real connections. Every answer it gives to [#send] and
/// everything it logs is searched for the shared key and the operator's secret.
final class RunningProxy implements AutoCloseable {
    static final String KEY = "sk-ant-the-shared-key-0123456789";
    static final String SECRET = "operators-secret-abcdef";

    final Path folder;
    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final LogCapture log = LogCapture.start();
    private final SystemScheduler time = new SystemScheduler();
    private final Proxy proxy;

    private RunningProxy(Path folder, Map<String, String> settings, Scheduler scheduler) {
        this.folder = folder;
        var values = new HashMap<>(Map.of(
                "PROXY_PORT",
                "0",
                "PROXY_BIND",
                "127.0.0.1",
                "PROXY_DB_PATH",
                folder.resolve("proxy.db").toString(),
                "PROXY_RUN_DIR",
                folder.resolve("run").toString()));
        values.putAll(settings);
        var config = Config.read(Settings.ALL, Environment.load(values, folder));
        this.proxy = Proxy.start(config, scheduler == null ? time : scheduler);
    }

    /// With these settings over the usual ones: any free port of 127.0.0.1, no key, no secret.
    static RunningProxy with(Map<String, String> settings) {
        return with(settings, null);
    }

    static RunningProxy with(Map<String, String> settings, Scheduler scheduler) {
        try {
            return new RunningProxy(Files.createTempDirectory("mxproxy"), settings, scheduler);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// With the shared key, towards this upstream.
    static RunningProxy towards(URI upstream) {
        return with(Map.of("ANTHROPIC_API_KEY", KEY, "ANTHROPIC_API_URL", upstream.toString()));
    }

    Proxy proxy() {
        return proxy;
    }

    String logged() {
        return log.text();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    int port() {
        return proxy.addresses().getFirst().getPort();
    }

    /// Makes a token and has it granted, as the operator at the machine.
    String grant(String handle) throws Exception {
        String token = Tokens.random("mx_");
        assertThat(put(handle, Tokens.sha256(token)).statusCode()).isEqualTo(200);
        return token;
    }

    HttpResponse<String> put(String handle, String sha256) throws Exception {
        return send(HttpRequest.newBuilder(uri("/tokens/containers/" + handle))
                .PUT(BodyPublishers.ofString("{\"sha256\":\"" + sha256 + "\"}")));
    }

    /// Asks the operator's API, as the operator at the machine.
    JsonNode json(String path) throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder(uri(path)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Json.mapper().readTree(response.body());
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body)));
    }

    /// What a user has spent today, in nano-dollars.
    long spent(String user) throws Exception {
        return json("/usage/" + user)
                .get("daily")
                .decimalValue()
                .movePointRight(9)
                .longValueExact();
    }

    HttpRequest.Builder message(String token, String body) {
        return HttpRequest.newBuilder(uri("/v1/messages"))
                .header("authorization", "Bearer " + token)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        String all = response.headers().map() + response.body();
        assertThat(all).doesNotContain(KEY).doesNotContain(SECRET);
        return response;
    }

    /// Sends text as it stands, from 127.0.0.1, and returns everything until the connection closes.
    String raw(String request) throws IOException {
        return raw("127.0.0.1", proxy.addresses().getFirst(), request);
    }

    /// The same from any address of this machine.
    static String raw(String from, InetSocketAddress to, String request) throws IOException {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(to, 5_000);
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        proxy.close();
        time.close();
        log.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        assertThat(log.text()).contains("listening").doesNotContain(KEY).doesNotContain(SECRET);
    }
}
