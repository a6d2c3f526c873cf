package com.matrixos.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a filter may do with a call, and what it is told.
final class FilterTest {
    record Note(String text) {}

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Routes routes = new Routes()
            .get("/notes/{name}", call -> Answer.json(200, new Note(call.method() + " " + call.parameter("name"))))
            .put("/notes/{name}", call -> Answer.json(200, call.json(Note.class)))
            .post("/notes/stream", call -> Answer.text(200, "text/plain", text(call)))
            .delete("/hidden/{name}", _ -> Answer.empty(204))
            .get("/hidden/{name}", _ -> {
                throw Problem.of("not-found", 404, "There is nothing here", "no")
                        .exception();
            })
            .get("/broken", _ -> {
                throw new IllegalStateException("inner secret");
            })
            .nothing("/none/{rest*}");
    private HttpServer server;

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    @Test
    void aBodyCanBeReadByAFilterAndByTheEndpoint() throws Exception {
        serve((call, next) -> {
            seen.add(new String(call.body(), StandardCharsets.UTF_8));
            call.body()[0] = 'x';
            return next.answer(call);
        });

        assertThat(send("PUT", "/notes/a", "{\"text\":\"hi\"}").body()).isEqualTo("{\"text\":\"hi\"}");
        assertThat(send("POST", "/notes/stream", "as it comes").body()).isEqualTo("as it comes");
        assertThat(seen).containsExactly("{\"text\":\"hi\"}", "as it comes");
    }

    @Test
    void aFilterSeesFailuresAsTheAnswersTheyBecome() throws Exception {
        serve((call, next) -> {
            Answer answer = next.answer(call);
            seen.add(call.path() + " " + answer.status());
            return answer.with("x-passed", "yes");
        });

        for (String path : List.of("/nowhere", "/hidden/a", "/broken")) {
            assertThat(send("GET", path, "").headers().firstValue("x-passed"))
                    .as(path)
                    .contains("yes");
        }
        assertThat(send("GET", "/broken", "").body()).doesNotContain("secret");
        assertThat(seen).startsWith("/nowhere 404", "/hidden/a 404", "/broken 500");
    }

    @Test
    void aFiltersOwnFailureIsToldToo() throws Exception {
        serve((_, _) -> {
            throw Call.badRequest("x", "no");
        });

        assertThat(send("GET", "/notes/a", "").statusCode()).isEqualTo(400);
    }

    @Test
    void whatAGetWouldAnswerCanBeAskedBeforeAChange() throws Exception {
        serve((call, next) -> {
            Optional<Answer> state = routes.peek(call);
            seen.add(state.map(answer -> answer.status() + " " + body(answer)).orElse("no GET"));
            return next.answer(call);
        });

        assertThat(send("PUT", "/notes/a", "{\"text\":\"hi\"}").body()).isEqualTo("{\"text\":\"hi\"}");
        assertThat(send("DELETE", "/hidden/a", "").statusCode()).isEqualTo(204);
        send("POST", "/nowhere", "");
        assertThat(seen.getFirst()).isEqualTo("200 {\"text\":\"GET a\"}");
        assertThat(seen.get(1)).startsWith("404 ");
        assertThat(seen.get(2)).isEqualTo("no GET");
    }

    @Test
    void theTableCanBeListed() {
        serve((call, next) -> next.answer(call));

        assertThat(routes.lines())
                .startsWith(new Routes.Line("GET", "/notes/{name}"), new Routes.Line("PUT", "/notes/{name}"))
                .noneMatch(line -> line.template().startsWith("/none"));
    }

    private void serve(Filter filter) {
        server = HttpServer.builder(routes)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .filter(filter)
                .start();
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port(0) + path);
    }

    private static String text(Call call) throws IOException {
        try (InputStream in = call.stream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String body(Answer answer) {
        return answer.body() instanceof Answer.Bytes(byte[] bytes) ? new String(bytes, StandardCharsets.UTF_8) : "";
    }
}
