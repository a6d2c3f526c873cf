package com.matrixos.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.base.sqlite.Database;
import com.matrixos.testkit.time.ManualScheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The chain, and who tampers with it. Whoever has the file drops the triggers first, so these tests do as
/// well.
final class ChainedAuditTest {
    private static final Actor ALICE = new Actor(Actor.Kind.ACCOUNT, "usr_alice", "alice", "192.0.2.7");

    @TempDir
    Path folder;

    private final ManualScheduler time = new ManualScheduler(Instant.parse("2026-02-15T11:30:18.000Z"));
    private Database database;
    private ChainedAudit audit;
    private AuditLog log;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("platform.db"), "db/platform");
        audit = new ChainedAudit(database, time);
        log = new AuditLog(database);
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    @Test
    void anEmptyLogIsWhole() {
        assertThat(log.verify()).isEqualTo(new Verification(true, 0, Chain.START, null));
    }

    @Test
    void linesAreChainedAndShownNewestFirst() {
        write(3);

        List<Row> rows = log.read(Question.ALL, Long.MAX_VALUE, 10);
        assertThat(rows).extracting(Row::seq).containsExactly(3L, 2L, 1L);
        assertThat(rows.getFirst().previous()).isEqualTo(rows.get(1).hash());
        assertThat(rows.getLast().previous()).isEqualTo(Chain.START);
        assertThat(log.verify())
                .isEqualTo(new Verification(true, 3, rows.getFirst().hash(), null));
    }

    @Test
    void aLineIsThereIfAndOnlyIfTheChangeIs() {
        assertThatThrownBy(() -> database.write(tx -> {
                    audit.append(tx, Entry.done(ALICE, "a.b", "c"));
                    throw new IllegalStateException("the change fails");
                }))
                .hasMessage("the change fails");
        write(2);

        assertThat(log.verify().entries()).isEqualTo(2);
        assertThat(log.verify().ok()).isTrue();
    }

    @Test
    void linesOfManyThreadsMakeOneChain() {
        var all = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.runAsync(() -> audit.record(Entry.done(ALICE, "a.b", "t" + i))))
                .toList();
        all.forEach(CompletableFuture::join);

        assertThat(log.verify().entries()).isEqualTo(40);
        assertThat(log.verify().ok()).isTrue();
    }

    @Test
    void theChainGoesOnAfterARestart() {
        write(2);
        audit.close();
        audit = new ChainedAudit(database, time);
        write(1);

        assertThat(log.verify())
                .matches(Verification::ok)
                .extracting(Verification::entries)
                .isEqualTo(3L);
    }

    @Test
    void rowsCannotBeChangedDeletedOrReplaced() {
        write(2);

        for (String sql : List.of(
                "UPDATE audit SET action = 'x'",
                "DELETE FROM audit",
                "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 1",
                "REPLACE INTO audit SELECT * FROM audit WHERE seq = 2",
                "INSERT INTO audit SELECT 9, at, actor_kind, actor_id, actor_handle, address, action, target, before,"
                        + " after, result, previous, hash FROM audit WHERE seq = 2",
                "UPDATE audit_anchors SET hash = 'x'",
                "DELETE FROM audit_anchors",
                "REPLACE INTO audit_anchors SELECT * FROM audit_anchors")) {
            audit.close();
            assertThatThrownBy(() -> database.write(tx -> tx.execute(sql)))
                    .as(sql)
                    .hasStackTraceContaining("append-only");
        }
        assertThat(log.verify()).matches(Verification::ok);
    }

    @Test
    void everyChangedFieldIsFound() {
        for (String column : List.of(
                "at",
                "actor_kind",
                "actor_id",
                "actor_handle",
                "address",
                "action",
                "target",
                "before",
                "after",
                "result",
                "previous",
                "hash")) {
            write(3);
            long bad = log.verify().entries() - 1;
            String kept = tamper("SELECT " + column + " FROM audit WHERE seq = " + bad);
            tamper("UPDATE audit SET " + column + " = " + column + " || 'x' WHERE seq = " + bad);
            assertThat(log.verify().brokenAt()).as(column).isEqualTo(bad);
            tamper("UPDATE audit SET " + column + " = '" + kept.replace("'", "''") + "' WHERE seq = " + bad);
            assertThat(log.verify().ok()).as(column).isTrue();
        }
    }

    @Test
    void textThatMovesFromOneFieldToTheNextIsFound() {
        audit.record(Entry.done(ALICE, "ab", "c"));
        tamper("UPDATE audit SET action = 'a', target = 'bc'");
        assertThat(log.verify().brokenAt()).isEqualTo(1);
        tamper("UPDATE audit SET action = 'ab', target = 'c', actor_handle = NULL");
        assertThat(log.verify().brokenAt()).isEqualTo(1);
    }

    @Test
    void missingForeignAndSwappedLinesAreFound() {
        write(5);
        tamper("CREATE TABLE kept AS SELECT * FROM audit");
        tamper("DELETE FROM audit WHERE seq = 3");
        assertThat(log.verify().brokenAt()).isEqualTo(3);
        tamper("UPDATE audit SET seq = seq - 1 WHERE seq > 3");
        assertThat(log.verify().brokenAt()).isEqualTo(3);
        tamper("DELETE FROM audit");
        tamper("INSERT INTO audit SELECT 0, at, actor_kind, actor_id, actor_handle, address, action, target, before,"
                + " after, result, previous, hash FROM kept WHERE seq = 1");
        tamper("INSERT INTO audit SELECT * FROM kept");
        assertThat(log.verify().brokenAt()).isEqualTo(1);
    }

    @Test
    void aCutTailIsFoundBackToTheLastAnchor() {
        write(4);
        time.advance(Duration.ofHours(1));
        write(2);
        tamper("DELETE FROM audit WHERE seq > 4");
        assertThat(log.verify()).as("nothing says that there was more").matches(Verification::ok);
        tamper("DELETE FROM audit WHERE seq > 3");
        assertThat(log.verify()).isEqualTo(new Verification(false, 3, head(), 4L));
    }

    @Test
    void aTailWrittenAnewIsFound() {
        write(4);
        audit.close();
        tamper("DELETE FROM audit WHERE seq > 2");
        audit.record(Entry.done(ALICE, "other.story", "x"));
        audit.record(Entry.done(ALICE, "other.story", "y"));
        assertThat(log.verify().brokenAt()).isEqualTo(4);
    }

    @Test
    void thereIsAnAnchorEveryThousandLines() {
        database.write(tx -> {
            for (int i = 0; i < 2 * ChainedAudit.ANCHOR_LINES + 1; i++) {
                audit.append(tx, Entry.done(ALICE, "a.b", "c"));
            }
            return tx;
        });

        assertThat(anchors()).isEqualTo("1000,2000");
        assertThat(log.verify()).matches(Verification::ok);
    }

    @Test
    void whateverIsInATextItComesBackAsItWentIn() {
        String nasty = "a\u0000b\r\nc\ud800d" + "e\ud83d\ude00" + "f'\"\\,:";
        audit.record(new Entry(
                new Actor(Actor.Kind.NOBODY, "", null, "junk, 192.0.2.9, 127.0.0.1"),
                "access.denied",
                "GET " + nasty + "x".repeat(5000),
                Map.of("list", List.of(nasty), "at", Instant.EPOCH),
                Map.of("long", "\ud83d\ude00".repeat(3000), "n", 12, "yes", true),
                Entry.Outcome.DENIED));

        assertThat(log.verify()).matches(Verification::ok);
        Row row = log.read(Question.ALL, Long.MAX_VALUE, 1).getFirst();
        assertThat(row.target()).hasSizeLessThanOrEqualTo(Texts.LONGEST).doesNotContainPattern("\\p{Cntrl}");
        assertThat(row.after())
                .startsWith("{\"long\":")
                .endsWith("…\",\"n\":12,\"yes\":true}")
                .hasSizeLessThan(7 * Texts.LONGEST);
        assertThat(row.actor().address()).isEqualTo("192.0.2.9");
    }

    @Test
    void aStormOfRefusalsIsCounted() {
        for (int i = 0; i < 500; i++) {
            audit.record(Entry.denied(ALICE, "access.denied", "GET /" + i));
        }
        audit.record(Entry.denied(ALICE, "computer.entered", "computer:bob"));
        for (int i = 0; i < 20; i++) {
            audit.record(Entry.done(ALICE, "computer.started", "computer:alice"));
        }
        assertThat(log.verify().entries()).isEqualTo(Storms.SINGLE + 1 + 20);

        time.advance(Duration.ofMinutes(2));
        Row summary = log.read(Question.ALL, Long.MAX_VALUE, 1).getFirst();
        assertThat(summary.action()).isEqualTo("access.denied");
        assertThat(summary.result()).isEqualTo("denied");
        assertThat(summary.actor().address()).isEqualTo("192.0.2.7");
        assertThat(summary.after()).contains("\"count\":490");
        assertThat(log.verify().entries()).isEqualTo(Storms.SINGLE + 1 + 20 + 1);

        audit.record(Entry.denied(ALICE, "access.denied", "GET /again"));
        assertThat(log.read(Question.ALL, Long.MAX_VALUE, 1).getFirst().target())
                .isEqualTo("GET /again");
    }

    @Test
    void aStormIsCountedAtTheEndToo() {
        for (int i = 0; i < 15; i++) {
            audit.record(Entry.denied(ALICE, "access.denied", "GET /"));
        }
        audit.close();
        assertThat(log.read(Question.ALL, Long.MAX_VALUE, 1).getFirst().after()).contains("\"count\":5");
    }

    @Test
    void aStormFromEverywhereNeedsNoMoreMemory() {
        Instant now = time.instant();
        var storms = new Storms();
        Set<Boolean> single = new HashSet<>();
        for (int i = 0; i < 3 * Storms.MOST_SPELLS; i++) {
            var actor = new Actor(Actor.Kind.NOBODY, "", null, "2001:db8:" + Integer.toHexString(i) + "::1");
            single.add(storms.single(Entry.denied(actor, "a", "b"), now));
        }
        assertThat(single).containsExactlyInAnyOrder(true, false);
        assertThat(storms.over(Instant.MAX))
                .singleElement()
                .satisfies(summary -> assertThat((int) summary.after().get("count"))
                        .isEqualTo(2 * Storms.MOST_SPELLS - Storms.SINGLE));
    }

    @Test
    void anIpv6NetworkIsOneAddress() {
        var storms = new Storms();
        for (int i = 0; i < 30; i++) {
            var actor = new Actor(Actor.Kind.NOBODY, "", null, "2001:db8::" + Integer.toHexString(i));
            storms.single(Entry.denied(actor, "a", "b"), time.instant());
        }
        assertThat(storms.over(Instant.MAX)).hasSize(1);
    }

    @Test
    void questionsFindWhatTheyAsk() {
        audit.record(Entry.done(ALICE, "computer.started", "computer:alice"));
        time.advance(Duration.ofMinutes(1));
        audit.record(Entry.done(Actor.SYSTEM, "computer.stopped", "computer:alice"));
        time.advance(Duration.ofMinutes(1));
        audit.record(Entry.done(ALICE, "computers", "computer:bob"));

        Instant middle = Instant.parse("2026-02-15T11:31:18.000Z");
        assertThat(found(new Question("usr_alice", null, null, null, null))).isEqualTo("3,1");
        assertThat(found(new Question("alice", null, null, null, null))).isEqualTo("3,1");
        assertThat(found(new Question("system", null, null, null, null))).isEqualTo("2");
        assertThat(found(new Question(null, "computer.", null, null, null))).isEqualTo("2,1");
        assertThat(found(new Question(null, "%", null, null, null))).isEmpty();
        assertThat(found(new Question(null, null, "computer:bob", null, null))).isEqualTo("3");
        assertThat(found(new Question(null, null, null, middle, null))).isEqualTo("3,2");
        assertThat(found(new Question(null, null, null, null, middle))).isEqualTo("1");
        assertThat(found(new Question(
                        "alice", "computer", "computer:bob", middle, Instant.parse("9999-12-31T23:59:59Z"))))
                .isEqualTo("3");
        assertThat(log.count(new Question(null, "computer.", null, null, null))).hasValue(2);
    }

    private void write(int lines) {
        for (int i = 0; i < lines; i++) {
            audit.record(new Entry(
                    ALICE,
                    "quota.changed",
                    "account:usr_bob",
                    Map.of("daily", 1, "monthly", 2),
                    Map.of("daily", i),
                    Entry.Outcome.OK));
        }
    }

    private String found(Question question) {
        return String.join(
                ",",
                log.read(question, Long.MAX_VALUE, 10).stream()
                        .map(row -> Long.toString(row.seq()))
                        .toList());
    }

    private String head() {
        return log.read(Question.ALL, Long.MAX_VALUE, 1).getFirst().hash();
    }

    private String anchors() {
        return database.read(tx -> tx.createQuery("SELECT group_concat(seq) FROM audit_anchors")
                .mapTo(String.class)
                .one());
    }

    /// As somebody with the file: without triggers.
    private String tamper(String sql) {
        return database.write(tx -> {
            List<String> triggers = tx.createQuery("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
                    .mapTo(String.class)
                    .list();
            tx.createQuery("SELECT name FROM sqlite_master WHERE type = 'trigger'")
                    .mapTo(String.class)
                    .list()
                    .forEach(name -> tx.execute("DROP TRIGGER " + name));
            String result = "";
            if (sql.startsWith("SELECT")) {
                result = tx.createQuery(sql).mapTo(String.class).one();
            } else {
                tx.execute(sql);
            }
            triggers.forEach(tx::execute);
            return result;
        });
    }
}
