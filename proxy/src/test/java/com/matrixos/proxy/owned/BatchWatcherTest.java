package com.matrixos.proxy.owned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.matrixos.proxy.LogCapture;
import com.matrixos.testkit.sockets.RawServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BatchWatcherTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private SharedKey proxy;
    private BatchWatcher watcher;

    @BeforeEach
    void start() {
        proxy = new SharedKey(folder);
        watcher = watch(proxy.objects);
    }

    @AfterEach
    void stop() throws Exception {
        watcher.close();
        proxy.close();
    }

    private BatchWatcher watch(OwnedObjects objects) {
        return BatchWatcher.start(objects, proxy.upstream, proxy.bookings, proxy.time);
    }

    @Test
    void booksWhatNobodyDownloads() throws Exception {
        String id = proxy.batch("alice");
        proxy.time.advance(MINUTE);
        assertThat(proxy.row(id)).contains("alice due");
        proxy.organisation.end(id, "msg_1", "msg_2");
        proxy.time.advance(MINUTE);
        assertThat(proxy.row(id)).contains("alice booked");
        assertThat(proxy.bookings.paid())
                .extracting(Bookings.Paid::user, Bookings.Paid::message, Bookings.Paid::batchCreatedAt)
                .containsExactly(tuple("alice", "msg_1", SharedKey.START), tuple("alice", "msg_2", SharedKey.START));
        int asked = proxy.organisation.asked().size();
        proxy.time.advance(MINUTE.multipliedBy(5));
        assertThat(proxy.organisation.asked()).as("nothing more to ask").hasSize(asked);
        assertThat(OwnedObjects.load(proxy.database, proxy.time, proxy.purses).due())
                .isEmpty();
        assertThat(proxy.organisation.wire.requests().getLast().header("x-api-key"))
                .contains(SharedKey.KEY.value());
    }

    @Test
    void whatWasDownloadedIsPaidOnce() throws Exception {
        String id = proxy.batch("alice");
        proxy.organisation.end(id, "msg_1");
        proxy.send("alice", "GET", "/v1/messages/batches/" + id + "/results");
        proxy.time.advance(MINUTE);
        assertThat(proxy.bookings.told()).isEqualTo(2);
        assertThat(proxy.bookings.messages()).containsExactly("msg_1");
    }

    @Test
    void whatWasBookedBeforeACrashIsBookedAgainAndPaidOnce() throws Exception {
        String id = proxy.batch("alice");
        proxy.organisation.end(id, "msg_1", "msg_2");
        proxy.diskRefuses("UPDATE");
        proxy.time.advance(MINUTE);
        assertThat(proxy.bookings.messages()).containsExactly("msg_1", "msg_2");
        assertThat(proxy.row(id)).contains("alice due");
        watcher.close();
        proxy.diskWorks();
        try (var _ = watch(OwnedObjects.load(proxy.database, proxy.time, proxy.purses))) {
            proxy.time.advance(MINUTE);
        }
        assertThat(proxy.row(id)).contains("alice booked");
        assertThat(proxy.bookings.told()).isEqualTo(4);
        assertThat(proxy.bookings.messages()).containsExactly("msg_1", "msg_2");
    }

    @Test
    void aBatchIsNotMarkedBeforeItsResultsAreOnTheDisk() throws Exception {
        String id = proxy.batch("alice");
        proxy.organisation.end(id, "msg_1");
        proxy.bookings.broken(true);
        proxy.time.advance(MINUTE);
        assertThat(proxy.row(id)).contains("alice due");
        proxy.bookings.broken(false);
        proxy.time.advance(MINUTE);
        assertThat(proxy.row(id)).contains("alice booked");
    }

    @Test
    void thousandsOfResultsAreWrittenDownInBetween() throws Exception {
        String id = proxy.batch("alice");
        var messages = new ArrayList<String>();
        for (int i = 0; i < 1_500; i++) {
            messages.add("msg_" + i);
        }
        proxy.organisation.end(id, messages.toArray(String[]::new));
        proxy.bookings.broken(true);
        proxy.time.advance(MINUTE);
        assertThat(proxy.bookings.told())
                .as("stopped at the first that is not on the disk")
                .isEqualTo(1_000);
        proxy.bookings.broken(false);
        proxy.time.advance(MINUTE);
        assertThat(proxy.bookings.messages()).isEqualTo(messages);
    }

    @Test
    void resultsThatBreakOffAreReadAgain() throws Exception {
        String id = proxy.batch("alice");
        proxy.organisation.end(id, "msg_1", "msg_2");
        proxy.organisation.cutResults(id, proxy.organisation.results(id).length - 40);
        proxy.time.advance(MINUTE);
        assertThat(proxy.bookings.messages()).containsExactly("msg_1");
        assertThat(proxy.row(id)).contains("alice due");
        proxy.organisation.end(id, "msg_1", "msg_2");
        proxy.time.advance(MINUTE);
        assertThat(proxy.row(id)).contains("alice booked");
        assertThat(proxy.bookings.messages()).containsExactly("msg_1", "msg_2");
    }

    @Test
    void linesThatCannotBeReadAreNamedInTheLog() throws Exception {
        String id = proxy.batch("alice");
        proxy.organisation.end(id, "msg_1", "msg_2");
        proxy.organisation.cutResults(id, proxy.organisation.results(id).length - 40);
        proxy.organisation.appendToResults(id, "\n");
        try (var log = LogCapture.start()) {
            proxy.time.advance(MINUTE);
            assertThat(log.text()).contains("results that cannot be read batch=" + id + " lines=1");
        }
        assertThat(proxy.row(id)).contains("alice booked");
    }

    @Test
    void whatTheUpstreamHasLostIsGivenUpAfterThirtyDays() throws Exception {
        String lost = proxy.batch("alice");
        String archived = proxy.batch("alice");
        proxy.organisation.end(archived, "msg_1");
        proxy.organisation.archive(archived);
        proxy.organisation.forget(lost);
        // The minutes in between would all be asked about.
        watcher.close();
        proxy.time.advance(Duration.ofDays(30).minus(MINUTE).minusSeconds(1));
        watcher = watch(proxy.objects);
        proxy.time.advance(MINUTE);
        assertThat(proxy.row(lost)).contains("alice due");
        proxy.time.advance(MINUTE);
        assertThat(proxy.row(lost)).contains("alice given_up");
        assertThat(proxy.row(archived)).contains("alice given_up");
        assertThat(proxy.objects.due()).isEmpty();
        assertThat(proxy.send("alice", "GET", "/v1/messages/batches/" + lost).body())
                .contains("gone");
    }

    @Test
    void oneThatAlwaysFailsDoesNotKeepTheOthersWaiting() throws Exception {
        String bad = proxy.batch("alice");
        String good = proxy.batch("bob");
        proxy.organisation.end(bad, "msg_1");
        proxy.organisation.cutResults(bad, 5);
        proxy.organisation.end(good, "msg_2");
        proxy.time.advance(MINUTE);
        proxy.time.advance(MINUTE);
        assertThat(proxy.row(bad)).contains("alice due");
        assertThat(proxy.row(good)).contains("bob booked");
    }

    @Test
    void manyAreAskedAboutInTurn() throws Exception {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 70; i++) {
            ids.add(proxy.batch("alice"));
        }
        int before = proxy.organisation.asked().size();
        proxy.time.advance(MINUTE);
        assertThat(proxy.organisation.asked()).hasSize(before + 60);
        proxy.time.advance(MINUTE);
        assertThat(proxy.organisation.asked())
                .containsAll(
                        ids.stream().map(id -> "GET /v1/messages/batches/" + id).toList());
    }

    @Test
    void withoutAnUpstreamOrAKeyNothingIsLost() throws Exception {
        String id = proxy.batch("alice");
        proxy.organisation.end(id, "msg_1");
        try (var nobody = RawServer.start(connection -> connection.reset());
                var away = BatchWatcher.start(
                        proxy.objects,
                        BatchUpstream.at(
                                URI.create(
                                        "http://127.0.0.1:" + nobody.address().getPort() + "/base/"),
                                () -> Optional.of(SharedKey.KEY)),
                        proxy.bookings,
                        proxy.time);
                var keyless = BatchWatcher.start(
                        proxy.objects,
                        BatchUpstream.at(proxy.organisation.wire.url(), Optional::empty),
                        proxy.bookings,
                        proxy.time);
                var log = LogCapture.start()) {
            watcher.close();
            proxy.time.advance(MINUTE);
            assertThat(log.text()).contains("there is no key", "batch=" + id).doesNotContain(SharedKey.KEY.value());
            assertThat(proxy.row(id)).contains("alice due");
            assertThat(List.of(away, keyless)).hasSize(2);
        }
        watcher = watch(proxy.objects);
        proxy.time.advance(MINUTE);
        assertThat(proxy.row(id)).contains("alice booked");
    }

    @Test
    void theBasePathOfTheUpstreamIsKept() throws Exception {
        proxy.organisation.once((_, reply) -> reply.json(200, "{\"processing_status\":\"canceling\"}"));
        var based = BatchUpstream.at(
                URI.create(proxy.organisation.wire.url() + "/base/"), () -> Optional.of(SharedKey.KEY));
        assertThat(based.standing("msgbatch_1")).isEqualTo(new BatchUpstream.Standing.UnderWay());
        assertThat(proxy.organisation.asked()).containsExactly("GET /base/v1/messages/batches/msgbatch_1");
    }

    @Test
    void closedItAsksNoMore() throws Exception {
        proxy.batch("alice");
        int before = proxy.organisation.asked().size();
        watcher.close();
        proxy.time.advance(MINUTE.multipliedBy(3));
        assertThat(proxy.organisation.asked()).hasSize(before);
    }
}
