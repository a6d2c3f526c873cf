package com.matrixos.proxy.owned;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.proxy.owned.SharedKey.Seen;
import com.matrixos.testkit.time.Until;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The money that is set aside for batches; in these a token of output costs one.
@Timeout(60)
class BatchHoldsTest {
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
    void whatIsTooDearDoesNotReachTheUpstream() throws Exception {
        proxy.purses.fill("alice", 99);
        Seen seen = make("alice", 60, 40);
        assertThat(seen.status()).isEqualTo(429);
        assertThat(seen.error()).isEqualTo("billing_error");
        assertThat(proxy.organisation.asked()).isEmpty();
        assertThat(proxy.purses.held("alice")).isZero();
        assertThat(make("alice", 60, 39).status()).isEqualTo(200);
    }

    @Test
    void isHeldUntilTheBatchIsBooked() throws Exception {
        String id = make("alice", 60, 40).id();
        assertThat(proxy.purses.held("alice")).isEqualTo(100);
        assertThat(row(id)).contains("100 due");
        try (var _ = BatchWatcher.start(proxy.objects, proxy.upstream, proxy.bookings, proxy.time)) {
            proxy.time.advance(Duration.ofMinutes(1));
            assertThat(proxy.purses.held("alice")).as("it is under way").isEqualTo(100);
            proxy.organisation.end(id, "msg_1");
            proxy.send("alice", "GET", BATCHES + "/" + id + "/results");
            assertThat(proxy.purses.held("alice"))
                    .as("a download may be cut off")
                    .isEqualTo(100);
            proxy.diskRefuses("UPDATE");
            proxy.time.advance(Duration.ofMinutes(1));
            assertThat(proxy.purses.held("alice")).as("it is not marked").isEqualTo(100);
            proxy.diskWorks();
            proxy.time.advance(Duration.ofMinutes(1));
        }
        assertThat(row(id)).contains("100 booked");
        assertThat(proxy.purses.held("alice")).isZero();
    }

    @Test
    void isHeldUntilTheBatchIsGivenUp() throws Exception {
        String id = make("alice", 5).id();
        proxy.organisation.forget(id);
        proxy.time.advance(Duration.ofDays(30));
        try (var _ = BatchWatcher.start(proxy.objects, proxy.upstream, proxy.bookings, proxy.time)) {
            proxy.time.advance(Duration.ofMinutes(1));
        }
        assertThat(row(id)).contains("5 given_up");
        assertThat(proxy.purses.held("alice")).isZero();
    }

    @Test
    void eachUserHasAPurseAndItsBatchesShareIt() throws Exception {
        proxy.purses.fill("alice", 100);
        String first = make("alice", 70).id();
        assertThat(make("alice", 40).status()).isEqualTo(429);
        assertThat(make("bob", 1_000).status()).isEqualTo(200);
        assertThat(proxy.purses.held("bob")).isEqualTo(1_000);
        proxy.objects.close(first, OwnedObjects.Close.BOOKED);
        assertThat(make("alice", 40).status()).isEqualTo(200);
        assertThat(proxy.purses.held("alice")).isEqualTo(40);
        assertThat(proxy.purses.held("bob")).isEqualTo(1_000);
    }

    @Test
    void isHeldAgainAfterARestartTheOldestFirst() throws Exception {
        String booked = make("alice", 7).id();
        proxy.objects.close(booked, OwnedObjects.Close.BOOKED);
        String first = make("alice", 70).id();
        proxy.time.advance(Duration.ofSeconds(1));
        String second = make("alice", 40).id();
        make("bob", 3);
        proxy.purses.forgetHolds();
        proxy.purses.fill("alice", 100);
        var later = OwnedObjects.load(proxy.database, proxy.time, proxy.purses);
        assertThat(held(later, first)).isEqualTo(70);
        assertThat(held(later, second)).as("no more than there is").isEqualTo(30);
        assertThat(held(later, booked)).isZero();
        assertThat(proxy.purses.held("bob")).isEqualTo(3);
        later.close(first, OwnedObjects.Close.BOOKED);
        assertThat(proxy.purses.held("alice")).isEqualTo(30);
        assertThat(row(second)).as("the whole is tried again next time").contains("40 due");
    }

    @Test
    void goesBackWhenTheUpstreamRefuses() throws Exception {
        for (int status : new int[] {400, 401, 429, 500}) {
            proxy.organisation.once((_, reply) -> reply.error(status, "api_error", "no"));
            make("alice", 5);
            heldIs(0);
        }
        assertThat(proxy.organisation.asked()).hasSize(4);
    }

    @Test
    void goesBackWhenTheUpstreamRefusesBeforeTheEnd() throws Exception {
        String body = asking(5);
        proxy.organisation.once((_, reply) -> reply.error(413, "request_too_large", "no"));
        try (var client = proxy.raw(head(body.length()) + body)) {
            assertThat(client.read().status()).isEqualTo(413);
        }
        heldIs(0);
    }

    @Test
    void goesBackWhenTheUpstreamBreaksOff() throws Exception {
        proxy.organisation.once((_, reply) -> reply.die());
        assertThat(make("alice", 5).status()).isEqualTo(502);
        heldIs(0);
    }

    @Test
    void goesBackWhenTheBatchCannotBeKept() throws Exception {
        for (String answer : new String[] {"{}", "{\"id\":\"../x\"}", "no json"}) {
            proxy.organisation.once((_, reply) -> reply.json(200, answer));
            assertThat(make("alice", 5).status()).isEqualTo(502);
            heldIs(0);
        }
        proxy.diskRefuses("INSERT");
        assertThat(make("alice", 5).status()).isEqualTo(503);
        heldIs(0);
    }

    @Test
    void anIdThatIsKnownHoldsNothingMore() throws Exception {
        String id = make("alice", 5).id();
        proxy.organisation.once((_, reply) -> reply.json(200, "{\"id\":\"" + id + "\"}"));
        assertThat(make("alice", 6).status()).isEqualTo(200);
        proxy.organisation.once((_, reply) -> reply.json(200, "{\"id\":\"" + id + "\"}"));
        assertThat(make("bob", 7).status()).isEqualTo(502);
        assertThat(proxy.purses.held("alice")).isEqualTo(5);
        assertThat(proxy.purses.held("bob")).isZero();
    }

    @Test
    void whoLeavesBeforeTheAnswerKeepsItHeld() throws Exception {
        var arrived = new CountDownLatch(1);
        var left = new CountDownLatch(1);
        proxy.organisation.once((_, reply) -> {
            arrived.countDown();
            left.await();
            reply.json(200, "{\"id\":\"msgbatch_x\"}");
        });
        String body = asking(5);
        var client = proxy.raw(head(body.length()) + body);
        assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
        client.reset();
        left.countDown();
        Until.holds("it is written down", () -> row("msgbatch_x").equals(Optional.of("5 due")));
        heldIs(5);
    }

    @Test
    void whatCannotBeReadCannotBePaid() throws Exception {
        for (var charset : new java.nio.charset.Charset[] {StandardCharsets.UTF_16, StandardCharsets.UTF_16LE}) {
            byte[] body = asking(5).getBytes(charset);
            Seen seen = proxy.send("alice", "POST", BATCHES, BodyPublishers.ofByteArray(body));
            assertThat(seen.status()).isEqualTo(400);
            assertThat(seen.body()).contains("one JSON object in UTF-8");
        }
        assertThat(proxy.organisation.asked()).isEmpty();
    }

    @Test
    void aForeignFileIsRefusedBeforeMoney() throws Exception {
        proxy.purses.fill("alice", 0);
        String body = "{\"requests\":[{\"params\":{\"max_tokens\":5,\"x\":{\"file_id\":\"file_none\"}}}]}";
        assertThat(proxy.send("alice", "POST", BATCHES, body).status()).isEqualTo(404);
        assertThat(proxy.purses.held("alice")).isZero();
    }

    private Seen make(String user, int... maxTokens) throws Exception {
        return proxy.send(user, "POST", BATCHES, asking(maxTokens));
    }

    private static String asking(int... maxTokens) {
        var requests = new StringBuilder();
        for (int tokens : maxTokens) {
            requests.append(requests.isEmpty() ? "" : ",")
                    .append("{\"custom_id\":\"c\",\"params\":{\"model\":\"m\",\"max_tokens\":")
                    .append(tokens)
                    .append("}}");
        }
        return "{\"requests\":[" + requests + "]}";
    }

    private static String head(int length) {
        return "POST " + BATCHES + " HTTP/1.1\r\nHost: p\r\nx-user: alice\r\nContent-Length: " + length + "\r\n\r\n";
    }

    /// The end of an exchange may come after the client has its answer.
    private void heldIs(long pico) {
        Until.holds("alice holds " + pico, () -> proxy.purses.held("alice") == pico);
    }

    private static long held(OwnedObjects objects, String id) {
        return objects.find(Kind.BATCH, id, "alice").orElseThrow().hold().pico();
    }

    private Optional<String> row(String id) {
        return proxy.database.read(
                tables -> tables.createQuery("SELECT held_pico || ' ' || billing FROM owned WHERE id = :id")
                        .bind("id", id)
                        .mapTo(String.class)
                        .findOne());
    }
}
