package com.matrixos.bench.proxy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// What the proxy has written down, read from its file beside it: a fast proxy that forgets a call would be
/// none.
///
/// @param file the proxy's SQLite file
record Ledger(Path file) {
    /// The rows beside the calls that were made, in words.
    String verdict(long calls) {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro");
                Statement statement = database.createStatement()) {
            if (count(statement, "sqlite_master WHERE name = 'calls'") == 0) {
                return "- Ledger: this proxy keeps none yet.";
            }
            return "- Ledger: of %,d calls made, %,d are written down and %,d of those settled."
                    .formatted(calls, count(statement, "calls"), count(statement, "calls WHERE state = 'settled'"));
        } catch (SQLException e) {
            throw new IllegalStateException("the proxy's ledger cannot be read: " + file, e);
        }
    }

    private static long count(Statement statement, String from) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + from)) {
            return rows.getLong(1);
        }
    }
}
