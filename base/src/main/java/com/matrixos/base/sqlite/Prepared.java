package com.matrixos.base.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/// One of [Statements], its places given values in order and then run:
///
/// ```
/// statements.of("UPDATE item SET size = ? WHERE name = ?").with(3).with("box").run();
/// ```
///
/// All places must be given one each time. Failures are Jdbi's, so that callers need not know which of the two
/// ran a statement.
public final class Prepared {
    private final PreparedStatement statement;
    private int place;

    Prepared(PreparedStatement statement) {
        this.statement = statement;
    }

    /// What is wanted of the first row.
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    /// Gives the next place a number.
    public Prepared with(long value) {
        int next = ++place;
        run(() -> {
            statement.setLong(next, value);
            return next;
        });
        return this;
    }

    /// Gives the next place a text, or NULL.
    public Prepared with(@Nullable String value) {
        int next = ++place;
        run(() -> {
            statement.setString(next, value);
            return next;
        });
        return this;
    }

    /// Gives the next place 1 or 0.
    public Prepared with(boolean value) {
        return with(value ? 1L : 0L);
    }

    /// Runs it; returns how many rows it changed.
    public int run() {
        return run(statement::executeUpdate);
    }

    /// Runs a query for its first row.
    public <T> Optional<T> first(Row<T> row) {
        return run(() -> {
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
            }
        });
    }

    Prepared start() {
        place = 0;
        return this;
    }

    void close() {
        try {
            statement.close();
        } catch (SQLException _) {
            // It is closed; SQLite only says once more how its last run has failed.
        }
    }

    private static <T> T run(Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }
}
