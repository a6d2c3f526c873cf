package com.matrixos.base.sqlite;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/// Prepares each statement once for the life of its connection: parsing costs SQLite more than running
/// does. For a connection with a closed set of statements, none of which runs inside itself.
final class KeptStatements implements StatementBuilder {
    private final StatementBuilder usual = new DefaultStatementBuilder();
    private final Map<String, PreparedStatement> bySql = new HashMap<>();

    /// Prepares all of them anew. Needed after a failure: on a full disk, for one, the driver throws away the
    /// statement it was running.
    void forget() {
        bySql.values().forEach(KeptStatements::close);
        bySql.clear();
    }

    @Override
    public Statement create(Connection connection, StatementContext context) throws SQLException {
        return usual.create(connection, context);
    }

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context) throws SQLException {
        PreparedStatement kept = bySql.get(sql);
        if (kept == null) {
            kept = usual.create(connection, sql, context);
            bySql.put(sql, kept);
        }
        return kept;
    }

    @Override
    public CallableStatement createCall(Connection connection, String sql, StatementContext context)
            throws SQLException {
        return usual.createCall(connection, sql, context);
    }

    @Override
    public void close(Connection connection, String sql, Statement statement) throws SQLException {
        // Not by its text: Jdbi names the statement here as it was written, and in create as the driver takes it.
        if (!bySql.containsValue(statement)) {
            usual.close(connection, sql, statement);
        }
    }

    @Override
    public void close(Connection connection) {
        // Closing the connection closes its statements.
        bySql.clear();
    }

    private static void close(PreparedStatement statement) {
        try {
            statement.close();
        } catch (SQLException _) {
            // It is closed; SQLite only says once more how its last run has failed.
        }
    }
}
