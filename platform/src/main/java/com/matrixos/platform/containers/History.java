package com.matrixos.platform.containers;

import com.matrixos.base.sqlite.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What was done with containers and what happened to them, as it was written down. Calls block; safe for use
/// from any thread.
public final class History {
    private final Database database;

    /// @param database the one that [Containers] writes
    public History(Database database) {
        this.database = database;
    }

    /// The newest of a handle, the newest first.
    public List<Operation> of(Handle handle, int most) {
        return database.read(
                tx -> tx.createQuery("SELECT * FROM operations WHERE handle = :handle ORDER BY id DESC LIMIT :most")
                        .bind("handle", handle.text())
                        .bind("most", most)
                        .map((row, _) -> operation(row))
                        .list());
    }

    /// The change that led to the present state of a handle, or is about to change it.
    public Optional<Operation> latestChange(Handle handle) {
        return database.read(tx -> tx.createQuery("SELECT * FROM operations WHERE handle = :handle AND kind <> :memory"
                        + " ORDER BY id DESC LIMIT 1")
                .bind("handle", handle.text())
                .bind("memory", Operation.OUT_OF_MEMORY)
                .map((row, _) -> operation(row))
                .findOne());
    }

    /// Whether the handle ran out of memory since then.
    public boolean ranOutOfMemory(Handle handle, Instant since) {
        return database.read(tx -> tx.createQuery("SELECT EXISTS (SELECT 1 FROM operations WHERE handle = :handle"
                        + " AND kind = :memory AND started_at >= :since)")
                .bind("handle", handle.text())
                .bind("memory", Operation.OUT_OF_MEMORY)
                .bind("since", Timestamp.of(since))
                .mapTo(Boolean.class)
                .one());
    }

    /// How often any container ran out of memory since then.
    public int outOfMemory(Instant since) {
        return database.read(
                tx -> tx.createQuery("SELECT COUNT(*) FROM operations WHERE kind = :memory AND started_at >= :since")
                        .bind("memory", Operation.OUT_OF_MEMORY)
                        .bind("since", Timestamp.of(since))
                        .mapTo(Integer.class)
                        .one());
    }

    /// How long the last successful wakes of all handles took, from the wish until they answered.
    public List<Duration> wakes(int most) {
        return database.read(tx -> tx.createQuery("SELECT started_at, finished_at FROM operations"
                        + " WHERE kind = 'starting' AND outcome = 'running' ORDER BY id DESC LIMIT :most")
                .bind("most", most)
                .map((row, _) -> Duration.between(
                        Instant.parse(row.getString("started_at")), Instant.parse(row.getString("finished_at"))))
                .list());
    }

    private static Operation operation(ResultSet row) throws SQLException {
        String finished = row.getString("finished_at");
        return new Operation(
                row.getString("kind"),
                Cause.of(row.getString("cause")),
                Instant.parse(row.getString("started_at")),
                finished == null ? null : Instant.parse(finished),
                row.getString("outcome"),
                row.getString("detail"));
    }
}
