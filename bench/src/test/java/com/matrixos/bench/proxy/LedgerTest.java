package com.matrixos.bench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("proxy.db");
    }

    @Test
    void countsRowsBesideCalls() throws Exception {
        sql("CREATE TABLE calls (state TEXT)", "INSERT INTO calls VALUES ('settled'), ('settled'), ('open')");
        assertThat(new Ledger(file).verdict(1_003))
                .isEqualTo("- Ledger: of 1,003 calls made, 3 are written down and 2 of those settled.");
    }

    @Test
    void saysWhenThereIsNoLedger() throws Exception {
        sql("CREATE TABLE container_tokens (handle TEXT)");
        assertThat(new Ledger(file).verdict(7)).isEqualTo("- Ledger: this proxy keeps none yet.");
    }

    private void sql(String... statements) throws SQLException {
        try (var database = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = database.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }
}
