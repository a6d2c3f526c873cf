package com.matrixos.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Problem;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ETag`, `If-None-Match` and `If-Match`.
final class ConditionsTest {
    @TempDir
    Path folder;

    private final AtomicInteger value = new AtomicInteger();
    private ApiHost host;

    @BeforeEach
    void open() {
        host = new ApiHost(folder);
        host.routes()
                .get("/api/thing", _ -> Answer.json(200, Map.of("value", value.get())))
                .patch("/api/thing", _ -> Answer.json(200, Map.of("value", value.incrementAndGet())))
                .get(
                        "/api/counted/{id}",
                        _ -> Answer.json(200, Map.of("time", System.nanoTime()))
                                .with("etag", "\"v" + value.get() + "\""))
                .put("/api/counted/{id}", _ -> Answer.json(200, Map.of("value", value.incrementAndGet())))
                .delete("/api/write-only", _ -> Answer.json(200, Map.of("value", value.incrementAndGet())))
                .get("/api/hidden", _ -> {
                    throw Problem.of("not-found", 404, "There is nothing here", "no")
                            .exception();
                })
                .delete("/api/hidden", _ -> Answer.json(200, Map.of("value", value.incrementAndGet())))
                .get("/api/text", _ -> Answer.text(200, "text/plain", "x"));
    }

    @AfterEach
    void close() throws Exception {
        host.close();
    }

    @Test
    void whatIsKnownIsNotSentAgain() {
        String tag = tag("/api/thing");
        assertThat(tag).matches("\"[A-Za-z0-9_-]{22}\"");

        for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
            HttpResponse<String> answer = send("GET", "/api/thing", "if-none-match", known);
            assertThat(answer.statusCode()).as(known).isEqualTo(304);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().firstValue("etag")).contains(tag);
            assertThat(answer.headers().firstValue("content-type")).isEmpty();
        }
        assertThat(send("GET", "/api/thing", "if-none-match", "\"other\"").statusCode())
                .isEqualTo(200);
        value.incrementAndGet();
        assertThat(send("GET", "/api/thing", "if-none-match", tag).statusCode()).isEqualTo(200);
        assertThat(send("HEAD", "/api/thing").headers().firstValue("etag")).contains(tag("/api/thing"));
    }

    @Test
    void onlySuccessesOfJsonHaveTags() {
        assertThat(send("GET", "/api/text").headers().firstValue("etag")).isEmpty();
        assertThat(send("GET", "/api/hidden").headers().firstValue("etag")).isEmpty();
        assertThat(send("GET", "/api/hidden", "if-none-match", "*").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aChangeOfWhatHasChangedIsRefused() throws Exception {
        String tag = tag("/api/thing");
        assertThat(send("PATCH", "/api/thing", "if-match", tag).statusCode()).isEqualTo(200);

        for (String old : List.of(tag, "\"made-up\"", "W/" + tag("/api/thing"))) {
            HttpResponse<String> refused = send("PATCH", "/api/thing", "if-match", old);
            assertThat(refused.statusCode()).as(old).isEqualTo(412);
            assertThat(ApiHost.slug(refused)).isEqualTo("precondition-failed");
        }
        assertThat(value).hasValue(1);
        assertThat(send("PATCH", "/api/thing", "if-match", "\"x\", " + tag("/api/thing"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("PATCH", "/api/thing", "if-match", "*").statusCode()).isEqualTo(200);
        assertThat(send("PATCH", "/api/thing").statusCode()).isEqualTo(200);
    }

    @Test
    void anEndpointsOwnTagCounts() {
        assertThat(send("PUT", "/api/counted/a", "if-match", "\"v0\"").statusCode())
                .isEqualTo(200);
        assertThat(send("PUT", "/api/counted/a", "if-match", "\"v0\"").statusCode())
                .isEqualTo(412);
    }

    @Test
    void whereThereIsNothingToCompareNothingIsDone() {
        assertThat(send("DELETE", "/api/write-only", "if-match", "*").statusCode())
                .isEqualTo(412);
        assertThat(send("DELETE", "/api/hidden", "if-match", "*").statusCode()).isEqualTo(404);
        assertThat(value).hasValue(0);
    }

    @Test
    void aConditionThatIsNoneIsRefused() {
        for (String bad : List.of("abc", "\"a", "\"a\",", "* , \"a\"")) {
            assertThat(send("PATCH", "/api/thing", "if-match", bad).statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
        assertThat(value).hasValue(0);
    }

    @Test
    void ofManyWhoHaveSeenTheSameOneChangesIt() {
        String tag = tag("/api/thing");
        List<CompletableFuture<Integer>> tries = IntStream.range(0, 12)
                .mapToObj(_ -> CompletableFuture.supplyAsync(
                        () -> send("PATCH", "/api/thing", "if-match", tag).statusCode()))
                .toList();

        assertThat(tries.stream().map(CompletableFuture::join).filter(status -> status == 200))
                .hasSize(1);
        assertThat(value).hasValue(1);
    }

    private String tag(String path) {
        return send("GET", path).headers().firstValue("etag").orElseThrow();
    }

    private HttpResponse<String> send(String method, String path, String... headers) {
        return host.send(method, path, "", headers);
    }
}
