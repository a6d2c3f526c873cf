package com.matrixos.platform.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.containers.Timestamp;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// The table `jobs`. What a worker writes it writes only while the row says `running`, so that a job that was
/// called off meanwhile stays so.
final class JobStore {
    /// For so long after its end a job can be looked at.
    private static final Duration KEPT = Duration.ofDays(90);

    /// After how long a job is tried again that could not be written down.
    private static final Duration MISHAP = Duration.ofSeconds(30);

    private static final TypeReference<LinkedHashMap<String, Note>> NOTES = new TypeReference<>() {};

    private final Database database;
    private final Scheduler scheduler;

    /// One row.
    record Row(
            long id,
            String kind,
            String key,
            JsonNode payload,
            Job.State state,
            Map<String, Note> notes,
            int attempts,
            Instant runAt,
            @Nullable String lastError,
            Instant createdAt,
            @Nullable Instant finishedAt) {}

    JobStore(Database database, Scheduler scheduler) {
        this.database = database;
        this.scheduler = scheduler;
    }

    /// Writes a job down unless one of its kind and key goes on; one that has ended begins anew.
    void enqueue(String kind, String key, JsonNode payload) {
        database.write(tx -> {
            prune(tx);
            return tx.createUpdate("INSERT INTO jobs (kind, key, payload, state, run_at, created_at)"
                            + " VALUES (:kind, :key, :payload, 'waiting', :now, :now)"
                            + " ON CONFLICT (kind, key) DO UPDATE SET payload = excluded.payload, state = 'waiting',"
                            + " steps = '{}', attempts = 0, run_at = excluded.run_at, last_error = NULL,"
                            + " created_at = excluded.created_at, finished_at = NULL"
                            + " WHERE state NOT IN ('waiting', 'running')")
                    .bind("kind", kind)
                    .bind("key", key)
                    .bind("payload", payload.toString())
                    .bind("now", now())
                    .execute();
        });
    }

    private void prune(Handle tx) {
        tx.createUpdate("DELETE FROM jobs WHERE finished_at < :then")
                .bind("then", Timestamp.of(scheduler.instant().minus(KEPT)))
                .execute();
    }

    /// What a process before this one was at when it died is to be done again.
    void resume() {
        database.write(tx -> tx.execute("UPDATE jobs SET state = 'waiting' WHERE state = 'running'"));
    }

    /// The ids of jobs that are due, the longest due first, which are running from now on.
    ///
    /// @param busy those that a thread has not let go of yet
    List<Long> take(int most, Set<Long> busy) {
        return database.write(tx -> {
            List<Long> due = tx
                    .createQuery("SELECT id FROM jobs WHERE state = 'waiting' AND run_at <= :now"
                            + " ORDER BY run_at, id LIMIT :most")
                    .bind("now", now())
                    .bind("most", most + busy.size())
                    .mapTo(Long.class)
                    .filter(id -> !busy.contains(id))
                    .stream()
                    .limit(most)
                    .toList();
            for (long id : due) {
                tx.execute("UPDATE jobs SET state = 'running' WHERE id = ?", id);
            }
            return due;
        });
    }

    /// When the next job that waits is due.
    ///
    /// @param busy those that a thread has not let go of yet
    Optional<Instant> nextDue(Set<Long> busy) {
        return database.read(tx -> tx
                .createQuery("SELECT id, run_at FROM jobs WHERE state = 'waiting'" + " ORDER BY run_at LIMIT :most")
                .bind("most", busy.size() + 1)
                .map((row, _) -> Map.entry(row.getLong("id"), Instant.parse(row.getString("run_at"))))
                .filter(due -> !busy.contains(due.getKey()))
                .stream()
                .map(Map.Entry::getValue)
                .findFirst());
    }

    /// How many have not ended.
    int unfinished() {
        return database.read(tx -> tx.createQuery("SELECT COUNT(*) FROM jobs WHERE state IN ('waiting', 'running')")
                .mapTo(Integer.class)
                .one());
    }

    Optional<Row> find(long id) {
        return database.read(tx -> tx.createQuery("SELECT * FROM jobs WHERE id = :id")
                .bind("id", id)
                .map(JobStore::row)
                .findOne());
    }

    Optional<Row> find(String kind, String key) {
        return database.read(tx -> tx.createQuery("SELECT * FROM jobs WHERE kind = :kind AND key = :key")
                .bind("kind", kind)
                .bind("key", key)
                .map(JobStore::row)
                .findOne());
    }

    /// The newest first.
    List<Row> list(int most) {
        return database.read(tx -> tx.createQuery("SELECT * FROM jobs ORDER BY created_at DESC, id DESC LIMIT :most")
                .bind("most", most)
                .map(JobStore::row)
                .list());
    }

    /// Writes down that a step begins; how often it failed stays.
    ///
    /// @return whether the job still runs
    boolean begin(long id, Map<String, Note> notes) {
        return note(id, notes, "UPDATE jobs SET steps = :steps WHERE id = :id AND state = 'running'");
    }

    /// Writes down that a step has ended; the next one has not failed yet.
    ///
    /// @return whether the job still runs
    boolean end(long id, Map<String, Note> notes) {
        return note(id, notes, "UPDATE jobs SET steps = :steps, attempts = 0 WHERE id = :id AND state = 'running'");
    }

    private boolean note(long id, Map<String, Note> notes, String sql) {
        return database.write(tx -> tx.createUpdate(sql)
                        .bind("steps", text(notes))
                        .bind("id", id)
                        .execute())
                == 1;
    }

    /// The job goes on later.
    void rest(long id, Map<String, Note> notes, Instant until) {
        database.write(tx -> tx.createUpdate("UPDATE jobs SET state = 'waiting', steps = :steps, run_at = :until"
                        + " WHERE id = :id AND state = 'running'")
                .bind("steps", text(notes))
                .bind("until", Timestamp.of(until))
                .bind("id", id)
                .execute());
    }

    /// A step failed and is tried again later.
    void retry(long id, String error, Instant at) {
        database.write(tx -> tx.createUpdate("UPDATE jobs SET state = 'waiting', attempts = attempts + 1,"
                        + " last_error = :error, run_at = :at WHERE id = :id AND state = 'running'")
                .bind("error", error)
                .bind("at", Timestamp.of(at))
                .bind("id", id)
                .execute());
    }

    /// A thread has let go of a job without saying how it went: the database did not take it.
    void release(long id) {
        database.write(tx -> tx.createUpdate(
                        "UPDATE jobs SET state = 'waiting', run_at = :at WHERE id = :id AND state = 'running'")
                .bind("at", Timestamp.of(scheduler.instant().plus(MISHAP)))
                .bind("id", id)
                .execute());
    }

    void finish(long id) {
        database.write(tx -> tx.createUpdate(
                        "UPDATE jobs SET state = 'done', finished_at = :now" + " WHERE id = :id AND state = 'running'")
                .bind("now", now())
                .bind("id", id)
                .execute());
    }

    void fail(long id, String error) {
        database.write(tx -> tx.createUpdate("UPDATE jobs SET state = 'failed', attempts = attempts + 1,"
                        + " last_error = :error, finished_at = :now WHERE id = :id AND state = 'running'")
                .bind("error", error)
                .bind("now", now())
                .bind("id", id)
                .execute());
    }

    /// @return whether there was one that had not ended
    boolean cancel(String kind, String key) {
        return database.write(tx -> tx.createUpdate("UPDATE jobs SET state = 'cancelled', finished_at = :now"
                                + " WHERE kind = :kind AND key = :key AND state IN ('waiting', 'running')")
                        .bind("now", now())
                        .bind("kind", kind)
                        .bind("key", key)
                        .execute())
                == 1;
    }

    String now() {
        return Timestamp.of(scheduler.instant());
    }

    private static String text(Map<String, Note> notes) {
        return new String(Json.write(notes), StandardCharsets.UTF_8);
    }

    private static Row row(ResultSet row, StatementContext context) throws SQLException {
        String finished = row.getString("finished_at");
        try {
            return new Row(
                    row.getLong("id"),
                    row.getString("kind"),
                    row.getString("key"),
                    Json.mapper().readTree(row.getString("payload")),
                    Job.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                    Json.mapper().readValue(row.getString("steps"), NOTES),
                    row.getInt("attempts"),
                    Instant.parse(row.getString("run_at")),
                    row.getString("last_error"),
                    Instant.parse(row.getString("created_at")),
                    finished == null ? null : Instant.parse(finished));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("row of jobs " + row.getLong("id"), e);
        }
    }
}
