package com.matrixos.proxy.owned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.proxy.anthropic.Catalog;
import com.matrixos.proxy.owned.SharedKey.Seen;
import com.matrixos.proxy.usage.Tokens;
import com.matrixos.proxy.usage.Usage;
import com.matrixos.testkit.time.Until;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BatchesTest {
    private static final String BATCHES = "/v1/messages/batches";

    @TempDir
    private Path folder;

    private SharedKey proxy;

    @BeforeEach
    void start() {
        proxy = new SharedKey(folder);
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
    }

    @Test
    void aBatchBelongsToItsMakerBeforeTheMakerHears() throws Exception {
        byte[] body = "{ \"id\":\"msgbatch_x\",\"results_url\" : null }\n".getBytes(StandardCharsets.UTF_8);
        proxy.organisation.once((_, reply) -> reply.whole(200, body));
        Seen seen = proxy.send("alice", "POST", BATCHES, "{\"requests\":[]}");
        assertThat(seen.response().body()).isEqualTo(body);
        assertThat(proxy.row("msgbatch_x")).contains("alice due");
    }

    @Test
    void withoutMoneyThereIsNoBatch() throws Exception {
        proxy.broke.add("alice");
        Seen seen = proxy.send("alice", "POST", BATCHES, "{}");
        assertThat(seen.status()).isEqualTo(429);
        assertThat(seen.error()).isEqualTo("billing_error");
        assertThat(proxy.organisation.asked()).isEmpty();
        assertThat(proxy.send("bob", "POST", BATCHES, "{}").status()).isEqualTo(200);
    }

    @Test
    void aBatchNamesOnlyItsMakersFiles() throws Exception {
        String mine = proxy.file("alice");
        String theirs = proxy.file("bob");
        int before = proxy.organisation.asked().size();
        for (String named : List.of(theirs, "file_none", theirs.replace("_", "\\u005f"))) {
            Seen seen = proxy.send("alice", "POST", BATCHES, naming(mine) + naming(named) + naming(mine));
            assertThat(seen.status()).isEqualTo(404);
            assertThat(seen.body()).contains("file not found: ");
        }
        assertThat(proxy.organisation.asked()).hasSize(before);
        String many = naming(mine).repeat(50_000);
        assertThat(proxy.send("alice", "POST", BATCHES, many).status()).isEqualTo(200);
        Seen compressed =
                proxy.send("alice", "POST", BATCHES, BodyPublishers.ofString("x"), "content-encoding", "gzip");
        assertThat(compressed.status()).isEqualTo(400);
        assertThat(compressed.body()).contains("content-encoding");
        assertThat(proxy.organisation.asked()).hasSize(before + 1);
    }

    @Test
    void whatCannotBeWrittenDownIsCanceledAgain() throws Exception {
        proxy.diskRefuses("INSERT");
        Seen seen = proxy.send("alice", "POST", BATCHES, "{}");
        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.error()).isEqualTo("api_error");
        assertThat(proxy.organisation.status("msgbatch_1")).isEqualTo("canceling");
        assertThat(proxy.row("msgbatch_1")).isEmpty();
    }

    @Test
    void toAnybodyElseThereIsNoSuchBatch() throws Exception {
        String id = proxy.batch("alice");
        String nobodys = proxy.organisation.batch();
        int before = proxy.organisation.asked().size();
        for (String call : List.of("GET *", "DELETE *", "POST */cancel", "GET */results")) {
            String[] parts = call.split(" ", 2);
            Seen theirs = proxy.send("bob", parts[0], BATCHES + "/" + parts[1].replace("*", id));
            Seen unknown = proxy.send("bob", parts[0], BATCHES + "/" + parts[1].replace("*", nobodys));
            assertThat(theirs.status()).isEqualTo(404);
            assertThat(theirs.error()).isEqualTo("not_found_error");
            assertThat(theirs.body().replace(id, nobodys)).isEqualTo(unknown.body());
        }
        assertThat(proxy.organisation.asked()).hasSize(before);
    }

    @Test
    void resultsAreAskedForHere() throws Exception {
        String id = proxy.batch("alice");
        assertThat(proxy.send("alice", "GET", BATCHES + "/" + id)
                        .json()
                        .path("results_url")
                        .isNull())
                .isTrue();
        proxy.organisation.end(id, "msg_1");
        String here = "http://127.0.0.1:" + proxy.address.getPort() + BATCHES + "/" + id + "/results";
        assertThat(url(proxy.send("alice", "GET", BATCHES + "/" + id).json())).isEqualTo(here);
        assertThat(url(proxy.send("alice", "POST", BATCHES + "/" + id + "/cancel")
                        .json()))
                .isEqualTo(here);
        assertThat(url(proxy.send("alice", "GET", BATCHES).json().path("data").path(0)))
                .isEqualTo(here);
        proxy.organisation.once((_, reply) ->
                reply.json(200, "{\"id\":\"msgbatch_9\",\"results_url\":\"https://api.anthropic.com/x\"}"));
        assertThat(url(proxy.send("alice", "POST", BATCHES, "{}").json())).endsWith("/msgbatch_9/results");
    }

    @Test
    void theyAreAskedForAsTheClientCallsThisProxy() throws Exception {
        String id = proxy.batch("alice");
        proxy.organisation.end(id);
        String request = "GET " + BATCHES + "/" + id + " HTTP/1.1\r\nHost: Proxy.Example:81\r\nx-user: alice\r\n";
        try (var plain = proxy.raw(request + "\r\n");
                var tls = proxy.raw(request + "X-Forwarded-Proto: https\r\n\r\n")) {
            assertThat(plain.read().body()).contains("\"http://proxy.example:81" + BATCHES + "/" + id + "/results\"");
            assertThat(tls.read().body()).contains("\"https://proxy.example:81" + BATCHES);
        }
    }

    @Test
    void resultsPassUnchangedAndArePaidOnceHoweverOftenTheyAreDownloaded() throws Exception {
        String id = proxy.batch("alice");
        proxy.organisation.end(id, "msg_1", "msg_2");
        for (int i = 0; i < 2; i++) {
            Seen seen = proxy.send("alice", "GET", BATCHES + "/" + id + "/results");
            assertThat(seen.response().body()).isEqualTo(proxy.organisation.results(id));
            assertThat(seen.header("x-budget")).contains("alice");
        }
        var usage = Usage.NONE.tokens(new Tokens(3, 0, 0, 0, 4));
        assertThat(proxy.bookings.paid())
                .containsExactly(
                        new Bookings.Paid(id, "alice", SharedKey.START, "msg_1", "claude-opus-5-5", usage),
                        new Bookings.Paid(id, "alice", SharedKey.START, "msg_2", "claude-opus-5-5", usage));
        assertThat(proxy.bookings.told()).isEqualTo(4);
        assertThat(proxy.row(id)).as("a download may be cut off").contains("alice due");
    }

    @Test
    void onceBookedNobodyLooksAtTheResults() throws Exception {
        String id = proxy.batch("alice");
        proxy.organisation.end(id, "msg_1");
        proxy.objects.close(id, OwnedObjects.Close.BOOKED);
        assertThat(proxy.send("alice", "GET", BATCHES + "/" + id + "/results")
                        .response()
                        .body())
                .isEqualTo(proxy.organisation.results(id));
        assertThat(proxy.bookings.told()).isZero();
    }

    @Test
    void filesThatTheModelMakesInABatchAreItsMakers() throws Exception {
        String id = proxy.batch("alice");
        String made = proxy.organisation.file();
        proxy.organisation.end(id, "msg_1");
        proxy.objects.close(id, OwnedObjects.Close.BOOKED);
        proxy.organisation.appendToResults(
                id, "{\"result\":{\"message\":{\"content\":[{\"file_id\":\"" + made + "\"}]}}}");
        proxy.send("alice", "GET", BATCHES + "/" + id + "/results");
        assertThat(proxy.send("alice", "GET", "/v1/files/" + made).status()).isEqualTo(200);
        Until.holds("it is written down", () -> proxy.row(made).equals(Optional.of("alice")));
    }

    @Test
    void errorsAreNoResults() throws Exception {
        String id = proxy.batch("alice");
        proxy.organisation.end(id, "msg_1");
        byte[] results = proxy.organisation.results(id);
        proxy.organisation.once((_, reply) -> reply.whole(404, results));
        assertThat(proxy.send("alice", "GET", BATCHES + "/" + id + "/results").status())
                .isEqualTo(404);
        assertThat(proxy.bookings.told()).isZero();
    }

    @Test
    void aBatchIsBookedBeforeItIsDeleted() throws Exception {
        String id = proxy.batch("alice");
        proxy.organisation.end(id, "msg_1", "msg_2");
        assertThat(proxy.send("alice", "DELETE", BATCHES + "/" + id).status()).isEqualTo(200);
        assertThat(proxy.bookings.messages()).containsExactly("msg_1", "msg_2");
        assertThat(proxy.organisation.has(id)).isFalse();
        Until.holds("the row is gone", () -> proxy.row(id).isEmpty());
    }

    @Test
    void aBatchUnderWayIsNotDeleted() throws Exception {
        String id = proxy.batch("alice");
        Seen seen = proxy.send("alice", "DELETE", BATCHES + "/" + id);
        assertThat(seen.status()).isEqualTo(400);
        assertThat(seen.error()).isEqualTo("invalid_request_error");
        assertThat(proxy.organisation.has(id)).isTrue();
    }

    @Test
    void aBatchThatCannotBeBookedIsNotDeleted() throws Exception {
        String id = proxy.batch("alice");
        proxy.organisation.end(id, "msg_1");
        proxy.bookings.broken(true);
        assertThat(proxy.send("alice", "DELETE", BATCHES + "/" + id).status()).isEqualTo(503);
        proxy.bookings.broken(false);
        proxy.organisation.once((_, reply) -> reply.error(500, "api_error", "not now"));
        assertThat(proxy.send("alice", "DELETE", BATCHES + "/" + id).status()).isEqualTo(503);
        assertThat(proxy.organisation.has(id)).isTrue();
        assertThat(proxy.row(id)).contains("alice due");
        assertThat(proxy.send("alice", "DELETE", BATCHES + "/" + id).status()).isEqualTo(200);
    }

    @Test
    void aBatchTheUpstreamHasLostIsItsToDeny() throws Exception {
        String id = proxy.batch("alice");
        proxy.organisation.forget(id);
        assertThat(proxy.send("alice", "DELETE", BATCHES + "/" + id).body()).contains("gone");
        assertThat(proxy.row(id)).contains("alice due");
    }

    @Test
    void whoLeavesBeforeTheAnswerPaysForTheBatch() throws Exception {
        var arrived = new CountDownLatch(1);
        var left = new CountDownLatch(1);
        proxy.organisation.once((_, reply) -> {
            arrived.countDown();
            left.await();
            reply.json(200, "{\"id\":\"msgbatch_x\"}");
        });
        var client =
                proxy.raw("POST " + BATCHES + " HTTP/1.1\r\nHost: p\r\nx-user: alice\r\nContent-Length: 2\r\n\r\n{}");
        assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
        client.reset();
        left.countDown();
        Until.holds("it is written down", () -> proxy.row("msgbatch_x").equals(Optional.of("alice due")));
    }

    @Test
    void nothingElseIsAskedHere() {
        var found = new Catalog.Found(Catalog.MESSAGE, "");
        assertThatThrownBy(() -> proxy.calls.route(found, null, _ -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MESSAGE");
    }

    private static String url(JsonNode batch) {
        return batch.path("results_url").asText();
    }

    private static String naming(String fileId) {
        return "{\"source\":{\"type\":\"file\",\"file_id\":\"" + fileId + "\"}}";
    }
}
