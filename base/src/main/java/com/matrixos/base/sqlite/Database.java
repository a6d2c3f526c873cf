package com.matrixos.base.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// One SQLite file in WAL mode. Writes take turns on one connection, in `BEGIN IMMEDIATE` transactions
/// that are on the disk when [#write] returns; reads have connections of their own and never wait for a
/// writer.
///
/// Safe for use from any thread; calls block, so never from an event loop.
public final class Database implements AutoCloseable {
    /// How long a statement waits for another process (the operator's `sqlite3`) to let go of the file,
    /// in ms.
    private static final int BUSY_TIMEOUT_MS = 10_000;

    private final Jdbi readers;
    private final Connection writerConnection;
    private final Handle writer;
    private final ReentrantLock writing = new ReentrantLock();

    private Database(Jdbi readers, Connection writerConnection) {
        this.readers = readers;
        this.writerConnection = writerConnection;
        this.writer = Jdbi.create(writerConnection).open();
    }

    /// Opens the file, made with its folder when missing, and brings its tables up to date.
    ///
    /// @param migrations where the class path holds the `V1__name.sql` files, for example `db/platform`
    public static Database open(Path file, String migrations) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("make the folder of " + file, e);
        }
        String url = "jdbc:sqlite:" + file;
        SQLiteConfig config = config();
        var source = new SQLiteDataSource(config);
        source.setUrl(url);
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:" + migrations)
                .load()
                .migrate();
        try {
            return new Database(Jdbi.create(source), DriverManager.getConnection(url, config.toProperties()));
        } catch (SQLException e) {
            throw new IllegalStateException("open " + file, e);
        }
    }

    /// Runs the work in one write transaction: all of it is durable when this returns, none of it when it
    /// throws.
    public <T> T write(Function<Handle, T> work) {
        writing.lock();
        try {
            return writer.inTransaction(work::apply);
        } finally {
            writing.unlock();
        }
    }

    /// Runs the work on a connection of its own, on the last committed state.
    public <T> T read(Function<Handle, T> work) {
        return readers.withHandle(work::apply);
    }

    @Override
    public void close() throws SQLException {
        writing.lock();
        try {
            writer.close();
            writerConnection.close();
        } finally {
            writing.unlock();
        }
    }

    /// As every connection of ours has it; the caller may change its copy.
    static SQLiteConfig config() {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // NORMAL would lose the last transactions on power loss; ports and homes must not be handed out twice.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.enforceForeignKeys(true);
        return config;
    }
}
