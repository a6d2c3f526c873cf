package com.matrixos.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.api.containers.Ticket;
import com.matrixos.base.http.ProblemException;
import com.matrixos.base.sqlite.Database;
import com.matrixos.platform.containers.Handle;
import com.matrixos.testkit.time.ManualScheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tickets and the sessions made from them.
final class AccessTest {
    private static final Handle ALICE = Handle.of("alice");
    private static final Handle BOB = Handle.of("bob");

    @TempDir
    Path folder;

    private final ManualScheduler time = new ManualScheduler(Instant.parse("2026-02-15T11:30:18.000Z"));
    private Database database;
    private Sessions sessions;
    private Tickets tickets;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("platform.db"), "db/platform");
        database.write(tx -> tx.execute("INSERT INTO containers (handle, clerk_user_id, port, shell_port, status)"
                + " VALUES ('alice', 'user_1', 4001, 3001, 'running'), ('bob', 'user_2', 4002, 3002, 'running')"));
        sessions = new Sessions(database, time);
        tickets = new Tickets(database, sessions, PublicAddress.of("localhost", 9000, ""), time);
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    @Test
    void aTicketOpensItsHandleOnce() {
        Ticket ticket = tickets.issue(ALICE);
        assertThat(ticket.url()).startsWith("http://alice.localhost:9000/.matrix/enter?ticket=mt_");
        assertThat(ticket.expiresAt()).isEqualTo("2026-02-15T11:31:18.000Z");
        assertThat(tickets.redeem(text(ticket), BOB, Optional.empty())).isEmpty();
        Sessions.Begun session =
                tickets.redeem(text(ticket), ALICE, Optional.empty()).orElseThrow();
        assertThat(sessions.admits(ALICE, session.token())).isPresent();
        assertThat(sessions.admits(BOB, session.token())).isEmpty();
        assertThat(tickets.redeem(text(ticket), ALICE, Optional.empty())).isEmpty();
    }

    @Test
    void ofManyWithTheSameTicketOneGetsIn() {
        String ticket = text(tickets.issue(ALICE));
        var tries = IntStream.range(0, 20)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> tickets.redeem(ticket, ALICE, Optional.empty())))
                .toList();
        assertThat(tries.stream().map(CompletableFuture::join).filter(Optional::isPresent))
                .hasSize(1);
    }

    @Test
    void aTicketIsDeadAfterAMinute() {
        String ticket = text(tickets.issue(ALICE));
        time.advance(Duration.ofSeconds(60));
        assertThat(tickets.redeem(ticket, ALICE, Optional.empty())).isEmpty();
    }

    @Test
    void nothingButDigestsIsStored() {
        Ticket ticket = tickets.issue(ALICE);
        String stored = database.read(tx ->
                tx.createQuery("SELECT sha256 FROM tickets").mapTo(String.class).one());
        assertThat(stored).hasSize(64).isNotEqualTo(text(ticket));
        Sessions.Begun session =
                tickets.redeem(text(ticket), ALICE, Optional.empty()).orElseThrow();
        assertThat(session.toString()).doesNotContain(session.token());
    }

    @Test
    void thereIsNoTicketForNobody() {
        assertThatThrownBy(() -> tickets.issue(Handle.of("carol")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(404));
    }

    @Test
    void sessionsSurviveARestartAndExpire() {
        Sessions.Begun session = tickets.redeem(text(tickets.issue(ALICE)), ALICE, Optional.empty())
                .orElseThrow();
        var reloaded = new Sessions(database, time);
        assertThat(reloaded.admits(ALICE, session.token())).isPresent();
        time.advance(Duration.ofDays(30).minusMillis(1));
        assertThat(reloaded.admits(ALICE, session.token())).isPresent();
        time.advance(Duration.ofMillis(1));
        assertThat(reloaded.admits(ALICE, session.token())).isEmpty();
        var _ = new Sessions(database, time);
        assertThat(count("sessions")).isZero();
    }

    @Test
    void revokingEndsTheHandlesSessionsOnly() {
        Sessions.Begun alices = tickets.redeem(text(tickets.issue(ALICE)), ALICE, Optional.empty())
                .orElseThrow();
        Sessions.Begun bobs =
                tickets.redeem(text(tickets.issue(BOB)), BOB, Optional.empty()).orElseThrow();
        sessions.revoke(ALICE);
        assertThat(sessions.admits(ALICE, alices.token())).isEmpty();
        assertThat(sessions.admits(BOB, bobs.token())).isPresent();
        assertThat(count("sessions")).isOne();
    }

    @Test
    void madeUpTokensAreRefused() {
        assertThat(sessions.admits(ALICE, "")).isEmpty();
        assertThat(sessions.admits(ALICE, "ms_" + "x".repeat(43))).isEmpty();
        assertThat(sessions.admits(ALICE, "x".repeat(100_000))).isEmpty();
        assertThat(tickets.redeem("", ALICE, Optional.empty())).isEmpty();
    }

    @Test
    void theRowsGoWithTheContainer() {
        var _ = tickets.redeem(text(tickets.issue(ALICE)), ALICE, Optional.empty())
                .orElseThrow();
        var _ = tickets.issue(ALICE);
        database.write(tx -> tx.execute("DELETE FROM containers WHERE handle = 'alice'"));
        assertThat(count("sessions")).isZero();
        assertThat(count("tickets")).isZero();
    }

    @Test
    void addressesAreLocalOrSecure() {
        assertThat(PublicAddress.of("localhost", 9000, "").of(ALICE)).isEqualTo("http://alice.localhost:9000");
        assertThat(PublicAddress.of("mx.localhost", 9001, "").of(ALICE)).isEqualTo("http://alice.mx.localhost:9001");
        assertThat(PublicAddress.of("matrix-os.com", 9000, "").of(ALICE)).isEqualTo("https://alice.matrix-os.com");
    }

    private int count(String table) {
        return database.read(tx -> tx.createQuery("SELECT COUNT(*) FROM " + table)
                .mapTo(Integer.class)
                .one());
    }

    private static String text(Ticket ticket) {
        return ticket.url().substring(ticket.url().indexOf("ticket=") + "ticket=".length());
    }
}
