package com.matrixos.base.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToCreateStatementException;

/// The statements of one connection, each prepared once for its life: parsing costs SQLite more than running
/// does.
///
/// Past Jdbi, for what runs thousands of times a second: naming, typing and describing each parameter took
/// more than half of the time and memory of a commit. What runs seldom has [#tables]. For one thread at a
/// time; no statement may run inside itself.
public final class Statements {
    private final Connection connection;
    private final Handle tables;
    private final Map<String, Prepared> bySql = new HashMap<>();

    /// @param connection to a file of SQLite; closing it closes the statements
    public Statements(Connection connection) {
        this.connection = connection;
        this.tables = Jdbi.create(connection).open();
    }

    /// The same connection through Jdbi.
    public Handle tables() {
        return tables;
    }

    /// A statement with nothing bound to its places yet.
    ///
    /// @param sql one of a closed set of texts
    /// @throws org.jdbi.v3.core.JdbiException when SQLite does not take it
    public Prepared of(String sql) {
        return bySql.computeIfAbsent(sql, this::prepare).start();
    }

    /// Prepares all of them anew when they are wanted again. Needed after a failure: on a full disk, for one, the
    /// driver throws away the statement it was running.
    void forget() {
        bySql.values().forEach(Prepared::close);
        bySql.clear();
    }

    private Prepared prepare(String sql) {
        try {
            PreparedStatement statement = connection.prepareStatement(sql);
            return new Prepared(statement);
        } catch (SQLException e) {
            throw new UnableToCreateStatementException(sql, e, null);
        }
    }
}
