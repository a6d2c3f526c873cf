package com.matrixos.proxy.owned;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.proxy.LogCapture;
import com.matrixos.proxy.owned.SharedKey.Seen;
import com.matrixos.testkit.sockets.RawServer;
import com.matrixos.testkit.sockets.RawSocket;
import com.matrixos.testkit.time.Until;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FilesTest {
    private static final Duration SOON = Duration.ofSeconds(10);

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
    void anUploadPassesUnchangedAndIsOnTheDiskBeforeTheClientHears() throws Exception {
        byte[] bytes = new byte[20_000_000];
        new Random(1).nextBytes(bytes);
        Seen fixed = proxy.send("alice", "POST", "/v1/files?beta=true", BodyPublishers.ofByteArray(bytes));
        assertThat(proxy.row(fixed.id())).contains("alice");
        Seen chunked = proxy.send(
                "alice", "POST", "/v1/files", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));
        assertThat(proxy.row(chunked.id())).contains("alice");
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        for (String uri : List.of("/v1/files?beta=true", "/v1/files")) {
            var arrived = proxy.organisation.wire.take(SOON);
            assertThat(arrived.uri()).isEqualTo(uri);
            assertThat(arrived.bodySha256()).isEqualTo(sha256);
            assertThat(arrived.header("x-api-key")).contains(SharedKey.KEY.value());
            assertThat(arrived.header("authorization")).isEmpty();
        }
    }

    @Test
    void theAnswerIsTheUpstreamsLessWhatIsAboutTheKey() throws Exception {
        byte[] body = "{ \"id\" : \"file_x\",\r\n\"new\": 1.50 }\n".getBytes(StandardCharsets.UTF_8);
        proxy.organisation.once((_, reply) -> reply.whole(201, body, Organisation.HEADERS));
        Seen seen = proxy.send("alice", "POST", "/v1/files", "bytes");
        assertThat(seen.status()).isEqualTo(201);
        assertThat(seen.response().body()).isEqualTo(body);
        assertThat(seen.header("request-id")).contains("req_1");
        assertThat(seen.header("x-several")).contains("one, two");
        assertThat(seen.header("set-cookie")).contains("a=1");
        assertThat(seen.header("x-budget")).contains("alice");
        assertThat(seen.header("anthropic-ratelimit-requests-remaining")).isEmpty();
        assertThat(proxy.row("file_x")).contains("alice");
    }

    @Test
    void anUploadIsNotKeptBackUntilItIsComplete() throws Exception {
        var begun = new CountDownLatch(1);
        RawServer.Script script = connection -> {
            connection.readHead();
            connection.exactly(1_000_000);
            begun.countDown();
            connection.exactly(1_000_000);
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{\"id\":\"file_x\"}");
            connection.awaitClosed();
        };
        try (var server = RawServer.start(script);
                var streaming = new SharedKey(
                        folder.resolve("streaming"),
                        URI.create("http://127.0.0.1:" + server.address().getPort()));
                var client = streaming.raw(post("alice", 2_000_000))) {
            // The last piece that was read waits for the gate, so a little more than half is sent.
            client.send(new byte[1_500_000]);
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            client.send(new byte[500_000]);
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(streaming.row("file_x")).contains("alice");
        }
    }

    @Test
    void toAnybodyElseThereIsNoSuchFile() throws Exception {
        String id = proxy.file("alice");
        String foreign = proxy.organisation.file();
        int before = proxy.organisation.asked().size();
        for (String call : List.of("GET /v1/files/*", "GET /v1/files/*/content", "DELETE /v1/files/*")) {
            String[] parts = call.split(" ", 2);
            Seen theirs = proxy.send("bob", parts[0], parts[1].replace("*", id));
            Seen nobodys = proxy.send("bob", parts[0], parts[1].replace("*", foreign));
            assertThat(theirs.status()).isEqualTo(404);
            assertThat(theirs.error()).isEqualTo("not_found_error");
            assertThat(theirs.json().path("error").path("message").asText()).isEqualTo("file not found: " + id);
            assertThat(theirs.body().replace(id, foreign)).isEqualTo(nobodys.body());
            assertThat(theirs.header("x-budget")).contains("bob");
        }
        assertThat(proxy.organisation.asked()).hasSize(before);
        assertThat(proxy.organisation.has(id)).isTrue();
    }

    @Test
    void aBatchIsNoFile() throws Exception {
        assertThat(proxy.send("alice", "GET", "/v1/files/" + proxy.batch("alice"))
                        .status())
                .isEqualTo(404);
        assertThat(proxy.send("alice", "GET", "/v1/messages/batches/" + proxy.file("alice"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void itsOwnerReadsItAndDeletesIt() throws Exception {
        String id = proxy.file("alice");
        assertThat(proxy.send("alice", "GET", "/v1/files/" + id).id()).isEqualTo(id);
        assertThat(proxy.send("alice", "GET", "/v1/files/" + id + "/content").body())
                .isEqualTo("bytes of " + id);
        assertThat(proxy.send("alice", "DELETE", "/v1/files/" + id).status()).isEqualTo(200);
        Until.holds("the row is gone", () -> proxy.row(id).isEmpty());
        Until.holds(
                "nobody owns it",
                () -> proxy.calls.refusal("alice", List.of(id)).isPresent());
        assertThat(proxy.send("alice", "GET", "/v1/files/" + id).body()).contains("file not found");
    }

    @Test
    void whatTheUpstreamDoesNotDeleteStays() throws Exception {
        String id = proxy.file("alice");
        proxy.organisation.once((_, reply) -> reply.error(500, "api_error", "not now"));
        assertThat(proxy.send("alice", "DELETE", "/v1/files/" + id).body()).contains("not now");
        assertThat(proxy.send("alice", "DELETE", "/v1/files/" + id).status()).isEqualTo(200);
    }

    @Test
    void ownersAreKnownAfterARestart() throws Exception {
        String id = proxy.file("alice");
        var later = OwnedObjects.load(proxy.database, proxy.time, proxy.purses);
        assertThat(later.find(Kind.FILE, id, "alice"))
                .contains(new Owned(
                        id, Kind.FILE, "alice", SharedKey.START, false, BatchHold.NONE, SharedKey.FIVE_BYTES));
        assertThat(later.find(Kind.FILE, id, "bob")).isEmpty();
    }

    @Test
    void theirSizeIsKnownAfterARestart() throws Exception {
        String json = "{\"id\":\"file_9\",\"size_bytes\":3000000000,\"mime_type\":\"text/plain\"}";
        proxy.organisation.once((_, reply) -> reply.json(200, json));
        proxy.file("alice");
        proxy.calls.made("alice", List.of("file_of_the_models"));
        Until.holds("it is written down", () -> proxy.row("file_of_the_models").isPresent());
        var later = OwnedObjects.load(proxy.database, proxy.time, proxy.purses);
        assertThat(later.find(Kind.FILE, "file_9", "alice").orElseThrow().content())
                .isEqualTo(new Content(OptionalLong.of(3_000_000_000L), "text/plain"));
        assertThat(later.find(Kind.FILE, "file_of_the_models", "alice")
                        .orElseThrow()
                        .content())
                .isEqualTo(Content.UNKNOWN);
    }

    @Test
    void errorsPassAsTheyAre() throws Exception {
        proxy.organisation.once((_, reply) -> reply.error(413, "request_too_large", "too long", "x-a: b"));
        Seen seen = proxy.send("alice", "POST", "/v1/files", "bytes");
        assertThat(seen.status()).isEqualTo(413);
        assertThat(seen.body()).contains("too long");
        assertThat(seen.header("x-a")).contains("b");
    }

    @Test
    void aRefusedKeyIsNotTheCallersFault() throws Exception {
        proxy.organisation.once((_, reply) -> reply.error(401, "authentication_error", "bad key"));
        Seen seen = proxy.send("alice", "POST", "/v1/files", "bytes");
        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.body()).doesNotContain("bad key");
    }

    @Test
    void whatCannotBeWrittenDownIsDeletedAgain() throws Exception {
        proxy.diskRefuses("INSERT");
        Seen seen = proxy.send("alice", "POST", "/v1/files", "bytes");
        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.error()).isEqualTo("api_error");
        assertThat(seen.body()).doesNotContain("file_1");
        assertThat(proxy.organisation.asked()).containsExactly("POST /v1/files", "DELETE /v1/files/file_1");
        assertThat(proxy.organisation.has("file_1")).isFalse();
        assertThat(proxy.row("file_1")).isEmpty();
        assertThat(proxy.send("alice", "GET", "/v1/files/file_1").status()).isEqualTo(404);
        proxy.diskWorks();
        assertThat(proxy.row(proxy.file("alice"))).contains("alice");
    }

    @Test
    void whatCannotBeDeletedAgainIsNamedInTheLog() throws Exception {
        try (var log = LogCapture.start()) {
            proxy.diskRefuses("INSERT");
            proxy.organisation.once((_, reply) -> {
                proxy.organisation.once((_, undo) -> undo.error(500, "api_error", "not now"));
                reply.json(200, "{\"id\":\"file_x\"}");
            });
            assertThat(proxy.send("alice", "POST", "/v1/files", "bytes").status())
                    .isEqualTo(503);
            assertThat(log.text()).contains("is left at the upstream kind=file id=file_x");
        }
    }

    @Test
    void anAnswerWithoutAnIdIsNotHandedOn() throws Exception {
        for (String body : List.of("[]", "{\"id\":7}", "{\"id\":\"../models\"}", "not json", "")) {
            proxy.organisation.once((_, reply) -> reply.json(200, body));
            Seen seen = proxy.send("alice", "POST", "/v1/files", "bytes");
            assertThat(seen.status()).as(body).isEqualTo(502);
            assertThat(seen.error()).isEqualTo("api_error");
        }
    }

    @Test
    void whatIsSomebodysDoesNotBecomeAnothers() throws Exception {
        String id = proxy.file("alice");
        proxy.organisation.once((_, reply) -> reply.json(200, "{\"id\":\"" + id + "\"}"));
        assertThat(proxy.send("bob", "POST", "/v1/files", "bytes").status()).isEqualTo(502);
        assertThat(proxy.row(id)).contains("alice");
        assertThat(proxy.send("bob", "GET", "/v1/files/" + id).status()).isEqualTo(404);
    }

    @Test
    void whoLeavesBeforeTheAnswerOwnsWhatWasMade() throws Exception {
        var arrived = new CountDownLatch(1);
        var left = new CountDownLatch(1);
        proxy.organisation.once((_, reply) -> {
            arrived.countDown();
            left.await();
            reply.begin(200);
            reply.send("{\"id\":");
            reply.send("\"file_x\"}");
            reply.end();
        });
        try (RawSocket client = proxy.raw(post("alice", 3) + "abc")) {
            assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
            // Three silent seconds later it counts as gone, and can tell by being hung up on.
            assertThat(client.endOutput().readToEnd()).isEmpty();
        }
        left.countDown();
        Until.holds("it is written down", () -> proxy.row("file_x").equals(Optional.of("alice")));
    }

    @Test
    void whoLeavesInTheMiddleOfTheAnswerOwnsWhatWasMade() throws Exception {
        var left = new CountDownLatch(1);
        proxy.organisation.once((_, reply) -> {
            reply.begin(200);
            reply.send("{\"id\":");
            left.await();
            reply.send("\"file_x\"}");
            reply.end();
        });
        RawSocket client = proxy.raw(post("alice", 3) + "abc");
        proxy.organisation.wire.take(SOON);
        client.reset();
        left.countDown();
        Until.holds("it is written down", () -> proxy.row("file_x").equals(Optional.of("alice")));
    }

    @Test
    void anUpstreamThatBreaksOffIsNamedInTheLog() throws Exception {
        try (var log = LogCapture.start()) {
            proxy.organisation.once((_, reply) -> reply.die());
            assertThat(proxy.send("alice", "POST", "/v1/files", "bytes").status())
                    .isEqualTo(502);
            Until.holds(
                    "it is logged",
                    () -> log.text().contains("did not say whether it was made kind=file user=alice end=FAILED"));
        }
    }

    @Test
    void whatTheModelMakesIsItsUsers() throws Exception {
        String made = proxy.organisation.file();
        String bobs = proxy.file("bob");
        proxy.calls.made("alice", List.of(made, bobs, "../models", ""));
        assertThat(proxy.send("alice", "GET", "/v1/files/" + made + "/content").body())
                .isEqualTo("bytes of " + made);
        assertThat(proxy.send("alice", "GET", "/v1/files/" + bobs).status()).isEqualTo(404);
        Until.holds("it is written down", () -> proxy.row(made).equals(Optional.of("alice")));
        proxy.calls.made("bob", List.of(made));
        assertThat(proxy.send("bob", "GET", "/v1/files/" + made).status()).isEqualTo(404);
        assertThat(proxy.row(bobs)).contains("bob");
    }

    @Test
    void whatTheModelMakesIsItsUsersWhileTheProcessLastsThoughTheDiskIsFull() throws Exception {
        String made = proxy.organisation.file();
        try (var log = LogCapture.start()) {
            proxy.diskRefuses("INSERT");
            proxy.calls.made("alice", List.of(made));
            Until.holds("it is logged", () -> log.text().contains("id=" + made));
        }
        assertThat(proxy.send("alice", "GET", "/v1/files/" + made).status()).isEqualTo(200);
    }

    @Test
    void messagesNameOnlyTheirUsersFiles() throws Exception {
        String mine = proxy.file("alice");
        String theirs = proxy.file("bob");
        assertThat(proxy.calls.refusal("alice", List.of())).isEmpty();
        assertThat(proxy.calls.refusal("alice", List.of(mine))).isEmpty();
        for (String id : List.of(theirs, "file_none", proxy.batch("alice"), "x".repeat(500))) {
            var refusal = proxy.calls.refusal("alice", List.of(mine, id)).orElseThrow();
            assertThat(refusal.status()).isEqualTo(404);
            assertThat(new String(refusal.body(), StandardCharsets.UTF_8))
                    .contains("not_found_error", "file not found: " + id.substring(0, Math.min(id.length(), 128)))
                    .hasSizeLessThan(300);
        }
        var many = Collections.nCopies(FileReferences.MOST + 1, mine);
        assertThat(proxy.calls.refusal("alice", many).orElseThrow().status()).isEqualTo(400);
    }

    private static String post(String user, int length) {
        return "POST /v1/files HTTP/1.1\r\nHost: p\r\nx-user: " + user + "\r\nContent-Length: " + length + "\r\n\r\n";
    }
}
