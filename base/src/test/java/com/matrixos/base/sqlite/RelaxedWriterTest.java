package com.matrixos.base.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RelaxedWriterTest {
    @TempDir
    Path folder;

    private Path file;
    private Database database;
    private RelaxedWriter writer;
    private WriteAheadLog log;

    @BeforeEach
    void open() {
        file = folder.resolve("sample.db");
        database = Database.open(file, "db/sample");
        writer = RelaxedWriter.open(file);
        insert("first");
        log = WriteAheadLog.open(file);
    }

    @AfterEach
    void close() throws Exception {
        log.close();
        writer.close();
        database.close();
    }

    @Test
    void whatItCommitsOthersRead() {
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aFailedWriteLeavesNothingAndTheNextOneWorks() {
        assertThatThrownBy(() -> writer.write(statements -> {
                    insert(statements.tables(), "second");
                    return insert(statements.tables(), "first");
                }))
                .hasMessageContaining("UNIQUE");
        insert("third");

        assertThat(count()).isEqualTo(2);
    }

    @Test
    void takesTurnsWithTheOtherWriter() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var inserted = threads.invokeAll(IntStream.range(0, 40)
                    .<Callable<Integer>>mapToObj(i -> () ->
                            i % 10 == 0 ? database.write(tables -> insert(tables, "item-" + i)) : insert("item-" + i))
                    .toList());
            for (var one : inserted) {
                assertThat(one.get()).isEqualTo(1);
            }
        }
        assertThat(count()).isEqualTo(41);
    }

    @Test
    void goesOnAfterSomebodyElseHeldTheFileForTooLong() {
        database.write(tables -> {
            assertThatThrownBy(() -> insert("second")).hasStackTraceContaining("SQLITE_BUSY");
            return insert(tables, "theirs");
        });
        insert("third");

        assertThat(count()).isEqualTo(3);
    }

    @Test
    void goesOnWhenAFullFileHasRoomAgain() {
        writer.write(statements -> statements.tables().execute("PRAGMA max_page_count = 1"));
        assertThatThrownBy(() -> insert("x".repeat(100_000))).hasStackTraceContaining("SQLITE_FULL");
        assertThatThrownBy(() -> insert("x".repeat(100_000))).hasStackTraceContaining("SQLITE_FULL");
        writer.write(statements -> statements.tables().execute("PRAGMA max_page_count = 1000000"));
        insert("x".repeat(100_000));

        assertThat(count()).isEqualTo(2);
    }

    @Test
    void theLogBeginsAnewOnceItIsInTheFile() {
        for (int i = 0; i < 50; i++) {
            insert("item-" + i);
        }
        long logged = log.frames().logged();
        assertThat(log.frames().pending()).isGreaterThanOrEqualTo(50);

        log.force();
        writer.pause(() -> assertThat(log.checkpoint().pending()).isZero());
        insert("last");

        assertThat(log.frames().logged()).isLessThan(logged);
        assertThat(log.frames().pending()).isPositive();
        assertThat(count()).isEqualTo(52);
    }

    @Test
    void aReaderKeepsTheLogFromTheFileButNobodyWaits() {
        database.read(tables -> {
            tables.execute("BEGIN DEFERRED");
            int before = count(tables);
            insert("second");

            assertThat(log.checkpoint().pending()).isPositive();
            assertThat(count(tables)).isEqualTo(before);
            return tables.execute("ROLLBACK");
        });
        assertThat(log.checkpoint().pending()).isZero();
    }

    private int insert(String name) {
        return writer.write(statements ->
                statements.of("INSERT INTO item(name) VALUES (?)").with(name).run());
    }

    private static int insert(Handle tables, String name) {
        return tables.createUpdate("INSERT INTO item(name) VALUES (:name)")
                .bind("name", name)
                .execute();
    }

    private int count() {
        return database.read(RelaxedWriterTest::count);
    }

    private static int count(Handle tables) {
        return tables.createQuery("SELECT COUNT(*) FROM item")
                .mapTo(Integer.class)
                .one();
    }
}
