package com.matrixos.proxy.identity;

import com.matrixos.base.sqlite.Database;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// A table in memory, by digest, durable in the database. [#get] reads what is immutable and never blocks, so event
/// loops
/// may call it. Changes block on the disk, take turns, and are seen by every later look once they return.
final class Snapshot<V> {
    private final Database database;
    private final Function<Handle, Map<String, V>> reader;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile Digests<V> rows;

    /// Reads everything there is.
    ///
    /// @param reader makes an immutable map of the tables
    Snapshot(Database database, Function<Handle, Map<String, V>> reader) {
        this.database = database;
        this.reader = reader;
        this.rows = new Digests<>(database.read(reader));
    }

    /// @param sha256 64 lower-case hexadecimal digits
    Optional<V> get(String sha256) {
        return rows.get(sha256);
    }

    /// Runs a change in one transaction. What is in memory is replaced only after the commit, and while no other change
    /// can overtake it.
    ///
    /// @return what the change returns: how many rows it was about
    int change(Function<Handle, Integer> work) {
        changing.lock();
        try {
            var changed = new int[1];
            rows = new Digests<>(database.write(tables -> {
                changed[0] = work.apply(tables);
                return reader.apply(tables);
            }));
            return changed[0];
        } finally {
            changing.unlock();
        }
    }
}
