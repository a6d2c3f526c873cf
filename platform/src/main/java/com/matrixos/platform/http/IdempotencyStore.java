package com.matrixos.platform.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.matrixos.base.http.Answer;
import com.matrixos.base.json.Json;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.containers.Timestamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Requests under keys and what was answered, in the database, for 24 hours. Calls block; safe for use from
/// any
/// thread.
final class IdempotencyStore {
    static final Duration KEPT = Duration.ofHours(24);

    /// So many of one principal; the oldest go first. Else whoever makes up keys fills the disk.
    static final int MOST_KEYS = 1_000;

    private static final Set<String> HEADERS = Set.of("content-type", "location", "etag");
    private static final String ONE =
            " WHERE principal = :principal AND method = :method AND path = :path AND key = :key";

    private final Database database;
    private final Scheduler scheduler;

    /// Marks what an earlier process had begun: whether that was carried out nobody knows.
    IdempotencyStore(Database database, Scheduler scheduler) {
        this.database = database;
        this.scheduler = scheduler;
        database.write(tx -> tx.execute("UPDATE idempotency SET state = 'unknown' WHERE state = 'begun'"));
    }

    /// What is known of the request; when that is nothing, it is begun. Of several at once one is the
    /// first.
    Remembered begin(KeyedRequest request) {
        return database.write(tx -> {
            Remembered known = find(tx, request);
            if (known instanceof Remembered.Nothing) {
                insert(tx, request);
            }
            return known;
        });
    }

    /// Keeps what was answered.
    void keep(KeyedRequest request, Answer answer, byte[] body) {
        Map<String, String> headers = answer.headers().entrySet().stream()
                .filter(header -> HEADERS.contains(header.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        database.write(tx -> tx.createUpdate(
                        "UPDATE idempotency SET state = 'kept', status = :status, headers = :headers, body = :body"
                                + ONE)
                .bindMap(request.columns())
                .bind("status", answer.status())
                .bind("headers", new String(Json.write(headers), StandardCharsets.UTF_8))
                .bind("body", body)
                .execute());
    }

    /// Keeps that it was carried out, and no more.
    void done(KeyedRequest request) {
        database.write(tx -> tx.createUpdate("UPDATE idempotency SET state = 'done'" + ONE)
                .bindMap(request.columns())
                .execute());
    }

    /// Forgets the request: it may come again.
    void forget(KeyedRequest request) {
        database.write(tx -> tx.createUpdate("DELETE FROM idempotency" + ONE)
                .bindMap(request.columns())
                .execute());
    }

    /// Drops what is older than 24 hours.
    void expire() {
        database.write(tx -> tx.createUpdate("DELETE FROM idempotency WHERE created_at <= :old")
                .bind("old", Timestamp.of(scheduler.instant().minus(KEPT)))
                .execute());
    }

    private Remembered find(Handle tx, KeyedRequest request) {
        return tx.createQuery("SELECT * FROM idempotency" + ONE + " AND created_at > :old")
                .bindMap(request.columns())
                .bind("old", Timestamp.of(scheduler.instant().minus(KEPT)))
                .map((row, _) -> remembered(row, request))
                .findOne()
                .orElseGet(Remembered.Nothing::new);
    }

    private static Remembered remembered(ResultSet row, KeyedRequest request) throws SQLException {
        if (!row.getString("fingerprint").equals(request.fingerprint())) {
            return new Remembered.Other();
        }
        String state = row.getString("state");
        return switch (state) {
            case "begun" -> new Remembered.Begun();
            case "kept" -> new Remembered.Kept(answer(row));
            case "done" -> new Remembered.Done();
            case "unknown" -> new Remembered.Unknown();
            default -> throw new IllegalStateException("no such state of a request: " + state);
        };
    }

    private static Answer answer(ResultSet row) throws SQLException {
        try {
            Map<String, String> headers = Json.mapper().readValue(row.getString("headers"), new TypeReference<>() {});
            return new Answer(row.getInt("status"), headers, new Answer.Bytes(row.getBytes("body")));
        } catch (IOException e) {
            throw new UncheckedIOException("read a kept answer", e);
        }
    }

    private void insert(Handle tx, KeyedRequest request) {
        tx.createUpdate(
                        "INSERT OR REPLACE INTO idempotency (principal, method, path, key, fingerprint, state, created_at)"
                                + " VALUES (:principal, :method, :path, :key, :fingerprint, 'begun', :now)")
                .bindMap(request.columns())
                .bind("now", Timestamp.of(scheduler.instant()))
                .execute();
        tx.createUpdate("DELETE FROM idempotency WHERE state <> 'begun' AND rowid IN (SELECT rowid FROM idempotency"
                        + " WHERE principal = :principal ORDER BY created_at DESC LIMIT -1 OFFSET :most)")
                .bind("principal", request.principal())
                .bind("most", MOST_KEYS)
                .execute();
    }
}
