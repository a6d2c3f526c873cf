package com.matrixos.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Problem;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Changes that are sent again.
final class IdempotencyTest {
    private static final String KEY = "idempotency-key";

    @TempDir
    Path folder;

    private final AtomicInteger done = new AtomicInteger();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private ApiHost host;
    private String[] alice;

    @BeforeEach
    void open() {
        host = new ApiHost(folder);
        host.routes()
                .post(
                        "/api/things",
                        call -> Answer.json(201, Map.of("n", done.incrementAndGet(), "size", call.body().length))
                                .with("location", "/api/things/1")
                                .with("x-other", "not kept"))
                .patch("/api/things", _ -> Answer.json(200, Map.of("n", done.incrementAndGet())))
                .post("/api/slow", _ -> {
                    entered.countDown();
                    leave.await();
                    return Answer.json(200, Map.of("n", done.incrementAndGet()));
                })
                .post("/api/refusing", _ -> failing(409))
                .post("/api/failing", _ -> failing(503))
                .post("/api/breaking", _ -> {
                    done.incrementAndGet();
                    throw new IllegalStateException("broken");
                })
                .post("/api/limited", _ -> failing(429))
                .post(
                        "/api/cookie",
                        _ -> Answer.json(200, Map.of("n", done.incrementAndGet()))
                                .with("set-cookie", "a=b"))
                .post("/api/me/tokens", call -> token(call))
                .post("/api/big", _ -> {
                    done.incrementAndGet();
                    return Answer.text(200, "text/plain", "x".repeat(70_000));
                })
                .get("/api/things", _ -> Answer.json(200, Map.of("n", done.get())));
        alice = host.signedIn("alice", "user");
    }

    @AfterEach
    void close() throws Exception {
        leave.countDown();
        host.close();
    }

    @Test
    void theSecondTimeNothingIsDone() throws Exception {
        HttpResponse<String> first = post("/api/things", "{\"a\":1}", "k1");
        HttpResponse<String> again = post("/api/things", "{\"a\":1}", "k1");

        assertThat(done).hasValue(1);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body()).contains("\"size\":7");
        assertThat(again.headers().firstValue("location")).contains("/api/things/1");
        assertThat(again.headers().firstValue("content-type")).contains("application/json");
        assertThat(again.headers().firstValue("idempotent-replayed")).contains("true");
        assertThat(again.headers().firstValue("x-other")).isEmpty();
        assertThat(first.headers().firstValue("idempotent-replayed")).isEmpty();
        assertThat(post("/api/things", "{\"a\":1}", "k2").body()).isNotEqualTo(first.body());
    }

    @Test
    void aKeyIsOnesOwnAndOfOneRequest() throws Exception {
        String[] bob = host.signedIn("bob", "user");
        post("/api/things", "{}", "k");

        for (HttpResponse<String> other :
                List.of(post("/api/things", "{} ", "k"), post("/api/things?x=1", "{}", "k"))) {
            assertThat(other.statusCode()).isEqualTo(422);
            assertThat(ApiHost.slug(other)).isEqualTo("idempotency-key-reused");
        }
        assertThat(done).hasValue(1);
        host.send("POST", "/api/things", "{}", ApiHost.and(bob, KEY, "k"));
        host.send("POST", "/api/things", "{}", KEY, "k", "x-forwarded-for", "192.0.2.1");
        host.send("POST", "/api/things", "{}", KEY, "k", "x-forwarded-for", "192.0.2.2");
        host.send("PATCH", "/api/things", "{}", ApiHost.and(alice, KEY, "k"));
        assertThat(done).hasValue(5);
        assertThat(host.send("GET", "/api/things", "", ApiHost.and(alice, KEY, "k"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void ofManyAtOnceOneIsCarriedOut() {
        List<CompletableFuture<Integer>> all = IntStream.range(0, 12)
                .mapToObj(_ -> CompletableFuture.supplyAsync(
                        () -> post("/api/things", "{}", "race").statusCode()))
                .toList();

        assertThat(all.stream().map(CompletableFuture::join))
                .contains(201)
                .allMatch(status -> status == 201 || status == 409);
        assertThat(done).hasValue(1);
    }

    @Test
    void whileTheFirstIsUnderWayTheSecondIsTold() throws Exception {
        CompletableFuture<HttpResponse<String>> first =
                CompletableFuture.supplyAsync(() -> post("/api/slow", "{}", "slow"));
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();

        HttpResponse<String> second = post("/api/slow", "{}", "slow");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(ApiHost.slug(second)).isEqualTo("idempotency-in-progress");
        assertThat(second.headers().firstValue("retry-after")).contains("1");
        leave.countDown();
        assertThat(first.join().statusCode()).isEqualTo(200);
        assertThat(post("/api/slow", "{}", "slow").headers().firstValue("idempotent-replayed"))
                .contains("true");
    }

    @Test
    void refusalsAreKeptAndFailuresAreNot() {
        post("/api/refusing", "{}", "k");
        assertThat(post("/api/refusing", "{}", "k").statusCode()).isEqualTo(409);
        assertThat(done).hasValue(1);
        for (String path : List.of("/api/failing", "/api/breaking", "/api/limited")) {
            done.set(0);
            post(path, "{}", "k");
            post(path, "{}", "k");
            assertThat(done).as(path).hasValue(2);
        }
        assertThat(host.send("POST", "/api/nowhere", "{}", KEY, "k").statusCode())
                .isEqualTo(404);
    }

    @Test
    void secretsAreStoredNowhere() throws Exception {
        for (String path : List.of("/api/me/tokens", "/api/cookie", "/api/big")) {
            done.set(0);
            assertThat(post(path, "{\"name\":\"hush-hush\"}", "k").statusCode()).isEqualTo(200);
            HttpResponse<String> again = post(path, "{\"name\":\"hush-hush\"}", "k");
            assertThat(again.statusCode()).as(path).isEqualTo(409);
            assertThat(ApiHost.slug(again)).isEqualTo("idempotency-not-replayable");
            assertThat(done).as(path).hasValue(1);
        }
        assertThat(stored())
                .doesNotContain("mat_hush")
                .doesNotContain("hush-hush")
                .doesNotContain("a=b");
        assertThat(host.database()
                        .<String>read(tx -> tx.createQuery(
                                        "SELECT fingerprint FROM idempotency WHERE path = '/api/me/tokens'")
                                .mapTo(String.class)
                                .one()))
                .isEmpty();
    }

    @Test
    void aRefusedRequestWithASecretMayComeAgainOtherwise() {
        assertThat(post("/api/me/tokens", "", "k").statusCode()).isEqualTo(400);
        assertThat(post("/api/me/tokens", "{}", "k").statusCode()).isEqualTo(200);
    }

    @Test
    void keysThatAreNoneAreRefused() throws Exception {
        for (String key : List.of("x".repeat(129), "a b", "a\tb")) {
            HttpResponse<String> answer = post("/api/things", "{}", key);
            assertThat(answer.statusCode()).as(key).isEqualTo(400);
            assertThat(ApiHost.json(answer).get("field").asText()).isEqualTo("Idempotency-Key");
        }
        assertThat(post("/api/things", "{}", "x".repeat(128)).statusCode()).isEqualTo(201);
        assertThat(done).hasValue(1);
    }

    @Test
    void aKeyBeyondAsciiIsRefused() throws Exception {
        assertThat(raw("POST /api/things HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 2\r\n"
                        + "Idempotency-Key: sch\u00f6n\r\n\r\n{}"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(done).hasValue(0);
    }

    /// A key that ends the line and begins another header does not get as far as an answer's header.
    @Test
    void aKeyInjectsNoHeader() throws Exception {
        for (String key :
                List.of("k\r\nset-cookie: a=b", "k\nx-injected: 1", "k\rx-injected: 1", "k\u0000", "", "  ")) {
            String answer =
                    raw("POST /api/things HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 2\r\n"
                            + "Idempotency-Key: " + key + "\r\n\r\n{}");
            assertThat(answer).as(key).startsWith("HTTP/1.1 ");
            assertThat(answer.toLowerCase(Locale.ROOT))
                    .as(key)
                    .doesNotContain("set-cookie")
                    .doesNotContain("x-injected");
        }
        assertThat(stored()).doesNotContain("a=b");
    }

    @Test
    void aTooLargeBodyIsRefusedBeforeAnythingIsBegun() {
        assertThat(post("/api/things", "x".repeat(70_000), "k").statusCode()).isEqualTo(413);
        assertThat(rows()).isZero();
    }

    @Test
    void answersAreKeptForADay() {
        post("/api/things", "{}", "k");
        host.time().advance(Duration.ofHours(23));
        post("/api/things", "{}", "k");
        assertThat(done).hasValue(1);
        host.time().advance(Duration.ofHours(1));
        assertThat(rows()).isZero();
        post("/api/things", "{}", "k");
        assertThat(done).hasValue(2);
    }

    @Test
    void whatAProcessDidNotFinishIsNotDoneAgain() throws Exception {
        CompletableFuture<HttpResponse<String>> first =
                CompletableFuture.supplyAsync(() -> post("/api/slow", "{}", "slow"));
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        var _ = new IdempotencyStore(host.database(), host.time());

        HttpResponse<String> after = post("/api/slow", "{}", "slow");
        assertThat(after.statusCode()).isEqualTo(409);
        assertThat(ApiHost.slug(after)).isEqualTo("idempotency-not-replayable");
        leave.countDown();
        first.join();
    }

    @Test
    void nobodyFillsTheDiskWithKeys() {
        host.database()
                .write(tx -> tx.createUpdate(
                                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :most)"
                                        + " INSERT INTO idempotency (principal, method, path, key, fingerprint, state, created_at)"
                                        + " SELECT 'address:192.0.2.1', 'POST', '/api/things', 'key' || i, 'f', 'done',"
                                        + " '2026-02-15T11:20:00.000Z' FROM n")
                        .bind("most", IdempotencyStore.MOST_KEYS)
                        .execute());
        host.send("POST", "/api/things", "{}", KEY, "one-more", "x-forwarded-for", "192.0.2.1");
        post("/api/things", "{}", "another's");
        host.send("POST", "/api/things", "{}", KEY, "one-more", "x-forwarded-for", "192.0.2.1");
        assertThat(done).hasValue(2);
        assertThat(rows()).isEqualTo(IdempotencyStore.MOST_KEYS + 1);
    }

    @Test
    void aRepeatedChangeDoesNotFailItsOldCondition() {
        String tag = host.send("GET", "/api/things", "", alice)
                .headers()
                .firstValue("etag")
                .orElseThrow();
        String[] headers = ApiHost.and(alice, KEY, "k", "if-match", tag);
        assertThat(host.send("PATCH", "/api/things", "{}", headers).statusCode())
                .isEqualTo(200);
        assertThat(host.send("PATCH", "/api/things", "{}", headers).statusCode())
                .isEqualTo(200);
        assertThat(done).hasValue(1);
    }

    private Answer failing(int status) {
        done.incrementAndGet();
        throw Problem.of("engine-unavailable", status, "No", "no").exception();
    }

    private Answer token(Call call) throws Exception {
        if (call.body().length == 0) {
            throw Call.badRequest("name", "name is required");
        }
        return Answer.json(200, Map.of("n", done.incrementAndGet(), "token", "mat_hush"));
    }

    private HttpResponse<String> post(String path, String body, String key) {
        return host.send("POST", path, body, ApiHost.and(alice, KEY, key));
    }

    private int rows() {
        return host.database()
                .read(tx -> tx.createQuery("SELECT COUNT(*) FROM idempotency")
                        .mapTo(Integer.class)
                        .one());
    }

    private String stored() {
        return host.database()
                .read(tx -> tx.createQuery("SELECT * FROM idempotency")
                                .mapToMap()
                                .list()
                                .toString()
                        + tx.createQuery("SELECT group_concat(CAST(body AS TEXT)) FROM idempotency")
                                .mapTo(String.class)
                                .findOne());
    }

    private String raw(String request) throws Exception {
        try (var socket = new Socket("127.0.0.1", host.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
