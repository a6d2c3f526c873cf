package com.matrixos.base.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseTest {
    @TempDir
    Path folder;

    @Test
    void keepsWhatWasWrittenAndMigratesOnce() throws Exception {
        try (var database = open()) {
            insert(database, "one");
        }
        try (var database = open()) {
            assertThat(count(database)).isEqualTo(1);
        }
    }

    @Test
    void aFailedWriteLeavesNothing() throws Exception {
        try (var database = open()) {
            insert(database, "one");
            assertThatThrownBy(() -> database.write(handle -> {
                        handle.execute("INSERT INTO item(name) VALUES ('two')");
                        return handle.execute("INSERT INTO item(name) VALUES ('one')");
                    }))
                    .hasMessageContaining("UNIQUE");
            assertThat(count(database)).isEqualTo(1);
        }
    }

    @Test
    void manyWritersTakeTurnsWhileReadersRead() throws Exception {
        try (var database = open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(IntStream.range(0, 200)
                    .<Callable<Integer>>mapToObj(i -> () -> {
                        insert(database, "item-" + i);
                        return count(database);
                    })
                    .toList());
            assertThat(count(database)).isEqualTo(200);
        }
    }

    private Database open() {
        return Database.open(folder.resolve("deep/er/sample.db"), "db/sample");
    }

    private static void insert(Database database, String name) {
        database.write(handle -> handle.execute("INSERT INTO item(name) VALUES (?)", name));
    }

    private static int count(Database database) {
        return database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM item")
                .mapTo(Integer.class)
                .one());
    }
}
