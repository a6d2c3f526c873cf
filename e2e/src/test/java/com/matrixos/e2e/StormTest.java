package com.matrixos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many at once, through the front door of a whole installation.
@Tag("docker")
final class StormTest {
    private static final String HANDLE = "e2e-storm";

    @TempDir
    static Path state;

    private static Installation host;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @BeforeAll
    static void up() throws Exception {
        host = Installation.up(state, Map.of());
        host.fromGuide("curl -X POST http://localhost:9000/containers/provision -H 'content-type: application/json' "
                + "-d '{\"handle\":\"" + HANDLE + "\",\"clerkUserId\":\"e2e\"}'");
    }

    @AfterAll
    static void down() throws Exception {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void twoHundredFirstRequestsAreOneStartAndAllAnswered() throws Exception {
        String cookie = enter();
        host.fromGuide("curl -X POST http://localhost:9000/containers/" + HANDLE + "/stop");
        String since = host.shell().must("date +%s.%N").strip();

        List<Integer> answers = storm(
                200,
                () -> send(request(HANDLE, "/api/system/info").header("cookie", cookie))
                        .statusCode());

        assertThat(answers).hasSize(200).containsOnly(200);
        String starts = host.shell()
                .must("docker events --since " + since + " --until $(date +%s.%N)" + " --filter container=matrixos-"
                        + HANDLE + " --filter event=start --format '{{.Action}}'");
        assertThat(starts).isEqualTo("start\n");
    }

    @Test
    void strangersLearnNothingAndWakeNothing() throws Exception {
        host.fromGuide("curl -X POST http://localhost:9000/containers/" + HANDLE + "/stop");

        HttpResponse<String> known = send(request(HANDLE, "/api/system/info"));
        HttpResponse<String> unknown = send(request("nobody-here", "/api/system/info"));

        assertThat(known.statusCode()).isEqualTo(401).isEqualTo(unknown.statusCode());
        assertThat(known.body()).isEqualTo(unknown.body());
        assertThat(status()).isEqualTo("stopped");
    }

    @Test
    void aContainerStoppedByHandIsFoundOutAndWoken() throws Exception {
        String cookie = enter();
        host.shell().must("docker stop -t 5 matrixos-" + HANDLE);

        assertThat(send(request(HANDLE, "/").header("cookie", cookie)).statusCode())
                .isEqualTo(200);
        assertThat(status()).isEqualTo("running");
    }

    @Test
    void aContainerRemovedByHandComesBackWithItsHome() throws Exception {
        String cookie = enter();
        assertThat(send(request(HANDLE, "/").header("cookie", cookie)).statusCode())
                .isEqualTo(200);
        host.shell().must("docker exec matrixos-" + HANDLE + " sh -c 'echo mine > mine.txt'");
        host.shell().must("docker rm -f matrixos-" + HANDLE);

        assertThat(send(request(HANDLE, "/files/mine.txt").header("cookie", cookie))
                        .body())
                .isEqualTo("mine\n");
    }

    /// Trades a ticket for the cookie.
    private String enter() throws Exception {
        JsonNode ticket = Json.mapper()
                .readTree(host.fromGuide("curl -X POST http://localhost:9000/containers/" + HANDLE + "/ticket"));
        URI link = URI.create(ticket.get("url").asText());
        HttpResponse<String> entered = send(request(HANDLE, link.getPath() + "?" + link.getQuery()));
        assertThat(entered.statusCode()).isEqualTo(303);
        return entered.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    }

    private static HttpRequest.Builder request(String handle, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + host.platformPort() + path))
                .header("host", handle + ".localhost:" + host.platformPort());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String status() throws Exception {
        return host.shell()
                .must("sqlite3 " + state.resolve("platform.db") + " 'SELECT status FROM containers'")
                .strip();
    }

    private static <T> List<T> storm(int size, Callable<T> call) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(Collections.nCopies(size, call))) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
