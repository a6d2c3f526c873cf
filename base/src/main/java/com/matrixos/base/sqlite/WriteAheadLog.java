package com.matrixos.base.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;

/// The write-ahead log of a file that [RelaxedWriter] writes: brings it to the disk, and moves its pages
/// into the file, both while the writer goes on.
///
/// Safe for use from any thread; every call may wait for the disk.
public final class WriteAheadLog implements AutoCloseable {
    private final FileChannel log;
    private final Connection connection;
    private final ReentrantLock asking = new ReentrantLock();

    private WriteAheadLog(FileChannel log, Connection connection) {
        this.log = log;
        this.connection = connection;
    }

    /// Opens the log beside the file. The writer must be open and have written once, so that the log exists,
    /// and be closed after this, so that it stays the same file.
    ///
    /// A descriptor on the log does no harm. One on the database file or its `-shm` would: closing it drops
    /// the locks SQLite holds on that file for the whole process.
    ///
    /// @throws IllegalStateException when it cannot be opened
    public static WriteAheadLog open(Path file) {
        try {
            FileChannel log = FileChannel.open(Path.of(file + "-wal"), StandardOpenOption.WRITE);
            return new WriteAheadLog(
                    log,
                    DriverManager.getConnection(
                            "jdbc:sqlite:" + file, Database.config().toProperties()));
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("open the log of " + file, e);
        }
    }

    /// Returns when everything committed before the call is on the disk.
    ///
    /// @throws UncheckedIOException when the disk refuses. Then a later call that succeeds proves nothing,
    ///     because the kernel reports a lost page once; only a [#checkpoint] of all there is does
    public void force() {
        try {
            log.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("force the write-ahead log", e);
        }
    }

    /// How far the log and the file are apart; costs microseconds.
    ///
    /// @throws IllegalStateException when SQLite cannot tell
    public Frames frames() {
        return ask("PRAGMA wal_checkpoint(NOOP)");
    }

    /// Moves as many pages into the file as no reader stands in the way of, and returns with them on the
    /// disk. Writers and readers go on meanwhile. When it got through, and no transaction has begun since,
    /// the next one starts the log from its beginning.
    ///
    /// @throws IllegalStateException when SQLite or the disk refuses
    public Frames checkpoint() {
        return ask("PRAGMA wal_checkpoint(PASSIVE)");
    }

    /// @throws IllegalStateException when SQLite cannot close the file
    @Override
    public void close() {
        try {
            log.close();
            connection.close();
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("close a write-ahead log", e);
        }
    }

    private Frames ask(String pragma) {
        asking.lock();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(pragma)) {
            row.next();
            return new Frames(row.getLong(2), row.getLong(3));
        } catch (SQLException e) {
            throw new IllegalStateException(pragma, e);
        } finally {
            asking.unlock();
        }
    }

    /// Pages in the log, and how many of them are in the file as well.
    public record Frames(long logged, long moved) {
        /// Pages that the file still lacks.
        public long pending() {
            return logged - moved;
        }
    }
}
