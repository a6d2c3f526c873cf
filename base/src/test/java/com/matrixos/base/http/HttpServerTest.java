package com.matrixos.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.base.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HttpServerTest {
    record Greeting(String name) {}

    @TempDir
    Path folder;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(folder.resolve("web/assets"));
        Files.writeString(folder.resolve("web/index.html"), "<title>page</title>");
        Files.writeString(folder.resolve("web/assets/app-1.js"), "plain");
        Files.writeString(folder.resolve("web/assets/app-1.js.gz"), "zipped");
        var routes = new Routes()
                .get("/hello/{name}", call -> Answer.json(200, new Greeting(call.parameter("name"))))
                .post("/hello", call -> Answer.json(201, call.json(Greeting.class)))
                .get("/broken", _ -> {
                    throw new IllegalStateException("inner secret");
                })
                .get(
                        "/query",
                        call -> Answer.json(200, new Greeting(call.query("name").orElse(""))))
                .post("/reserved/post", _ -> Answer.empty(204))
                .nothing("/reserved/{rest*}")
                .socket("/echo", _ -> new Echo())
                .get("/{rest*}", new StaticFiles(folder.resolve("web"), Map.of("x-frame", "no")));
        server = HttpServer.builder(routes)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .listen(folder.resolve("control.sock"))
                .filter((call, next) -> call.header("x-refuse").isPresent() ? Answer.empty(403) : next.answer(call))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void routesAndParameters() throws Exception {
        var answer = send(request("/hello/al%C3%AFce").GET());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"name\":\"alïce\"}");
    }

    @Test
    void decodesWhateverIsInAName() throws Exception {
        var answer = send(request("/hello/100%25%20a%3Bb%22%3F%252e").GET());

        assertThat(Json.read(answer.body().getBytes(StandardCharsets.UTF_8), Greeting.class)
                        .name())
                .isEqualTo("100% a;b\"?%2e");
    }

    @Test
    void refusesAQueryThatCannotBeDecoded() throws Exception {
        assertThat(send(request("/query?name=%C3%BC").GET()).body()).isEqualTo("{\"name\":\"ü\"}");
        var answer = send(request("/query?name=%FF%FE").GET());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"query\"");
    }

    @Test
    void showsNoPageWhereNothingIs() throws Exception {
        assertThat(send(request("/reserved/none").GET()).statusCode()).isEqualTo(404);
        assertThat(send(request("/reserved/none").DELETE()).statusCode()).isEqualTo(404);
        assertThat(send(request("/reserved/post").GET()).statusCode()).isEqualTo(405);
        assertThat(send(request("/elsewhere").GET()).statusCode()).isEqualTo(200);
    }

    @Test
    void headAnswersWithoutBody() throws Exception {
        var answer = send(request("/hello/x").HEAD());

        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValueAsLong("content-length")).hasValue(12);
    }

    @Test
    void badInputNamesTheField() throws Exception {
        var answer = post("{\"nom\":\"x\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(Json.mapper().readTree(answer.body()).get("field").asText()).isEqualTo("nom");
        assertThat(Json.mapper().readTree(answer.body()).get("error").asText()).contains("nom");
    }

    @Test
    void tooLargeABodyIsRefused() throws Exception {
        assertThat(post("{\"name\":\"" + "x".repeat(Call.MAX_JSON_BYTES) + "\"}")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void unexpectedFailuresTellNothing() throws Exception {
        var answer = send(request("/broken").GET());

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret").contains("internal");
    }

    @Test
    void otherMethodIs405() throws Exception {
        assertThat(send(request("/hello").DELETE()).statusCode()).isEqualTo(405);
    }

    @Test
    void filtersStandBeforeEveryEndpoint() throws Exception {
        assertThat(send(request("/hello/x").header("x-refuse", "1").GET()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void servesAPageItsAssetsAndItsRoutes() throws Exception {
        var asset = send(
                request("/assets/app-1.js").header("accept-encoding", "gzip").GET());
        assertThat(asset.body()).isEqualTo("zipped");
        assertThat(asset.headers().firstValue("cache-control").orElseThrow()).contains("immutable");
        assertThat(send(request("/some/route").GET()).body()).contains("page");
        assertThat(send(request("/assets/none.js").GET()).statusCode()).isEqualTo(404);
        assertThat(send(request("/..%2f..%2fetc/passwd").GET()).body()).doesNotContain("root:");
    }

    @Test
    void unchangedPagesAreNotSentAgain() throws Exception {
        String tag = send(request("/").GET()).headers().firstValue("etag").orElseThrow();

        assertThat(send(request("/").header("if-none-match", tag).GET()).statusCode())
                .isEqualTo(304);
    }

    @Test
    void webSocketsEcho() throws Exception {
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + server.port(0) + "/echo"), new Hearing())
                .join();
        socket.sendText("hello", true).join();
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("text hello");
        socket.sendBinary(ByteBuffer.wrap(new byte[] {1, 2}), true).join();
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("binary 2");
        socket.sendClose(1000, "").join();
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("closed");
    }

    @Test
    void aSocketEndpointWantsAnUpgrade() throws Exception {
        assertThat(send(request("/echo").GET()).statusCode()).isEqualTo(426);
    }

    @Test
    void listensOnAUnixSocket() throws Exception {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(folder.resolve("control.sock")));
            channel.write(ByteBuffer.wrap("GET /hello/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII)));
            assertThat(new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("{\"name\":\"x\"}");
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port(0) + path));
    }

    private HttpResponse<String> post(String body) throws Exception {
        return send(request("/hello").POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private final class Echo implements Sockets.Receiver {
        private Sockets.Sender sender;

        @Override
        public void opened(Sockets.Sender sender) {
            this.sender = sender;
        }

        @Override
        public void text(String message) {
            send(() -> sender.text("text " + message));
        }

        @Override
        public void binary(ByteBuffer message) {
            send(() -> sender.text("binary " + message.remaining()));
        }

        @Override
        public void closed() {
            heard.add("closed");
        }

        private void send(Sending sending) {
            try {
                sending.run();
            } catch (IOException e) {
                heard.add(e.toString());
            }
        }
    }

    private interface Sending {
        void run() throws IOException;
    }

    private final class Hearing implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            heard.add(data.toString());
            return WebSocket.Listener.super.onText(socket, data, last);
        }
    }
}
