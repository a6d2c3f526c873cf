package com.matrixos.base.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.sqlite.SQLiteConfig;

/// A second writer of a file that [Database] has opened, for rows that somebody waits for: a commit of
/// its own does not wait for the disk. What it has committed outlives the process at once, and the
/// machine once [WriteAheadLog#force] has returned.
///
/// It never moves pages into the file either; [WriteAheadLog#checkpoint] has to, from another thread. Safe
/// for use from any thread; calls take turns and block, so never from an event loop.
public final class RelaxedWriter implements AutoCloseable {
    /// How long a transaction waits for another writer of the file (the operator's `sqlite3`), in ms. Short,
    /// for who waits is a request.
    private static final int BUSY_TIMEOUT_MS = 2_000;

    /// In KiB, negative as SQLite wants it: the inner pages of the indexes stay in memory.
    private static final int CACHE_KIB = -8_192;

    private final Connection connection;
    private final Statements statements;

    /// Fair, so that a long series of transactions lets others in between.
    private final ReentrantLock turn = new ReentrantLock(true);

    private RelaxedWriter(Connection connection) {
        this.connection = connection;
        this.statements = new Statements(connection);
    }

    /// Opens a connection to the file, whose tables must be up to date.
    ///
    /// @throws IllegalStateException when it cannot be opened
    public static RelaxedWriter open(Path file) {
        SQLiteConfig config = Database.config();
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setCacheSize(CACHE_KIB);
        // Nobody asks for them, and after each insert the driver would: a fifth of the writer's time.
        config.setGetGeneratedKeys(false);
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, "0");
        try {
            return new RelaxedWriter(DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties()));
        } catch (SQLException e) {
            throw new IllegalStateException("open " + file, e);
        }
    }

    /// Runs the work in one transaction: all of it is committed when this returns, none of it when it throws.
    public <T> T write(Function<Statements, T> work) {
        turn.lock();
        try {
            // Not Jdbi's own transaction: it loses track of where it is when a file that is held keeps it from
            // beginning.
            statements.of("BEGIN IMMEDIATE").run();
            T result = work.apply(statements);
            statements.of("COMMIT").run();
            return result;
        } catch (RuntimeException | Error e) {
            rollBack(e);
            throw e;
        } finally {
            turn.unlock();
        }
    }

    /// Runs the work while no transaction of this writer is under way, and keeps the next one waiting.
    public void pause(Runnable work) {
        turn.lock();
        try {
            work.run();
        } finally {
            turn.unlock();
        }
    }

    /// @throws IllegalStateException when SQLite cannot close the file
    @Override
    public void close() {
        turn.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("close a writer", e);
        } finally {
            turn.unlock();
        }
    }

    /// Some failures have rolled back already, and then SQLite says so.
    private void rollBack(Throwable cause) {
        statements.forget();
        try {
            statements.of("ROLLBACK").run();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }
}
