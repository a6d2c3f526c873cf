package com.matrixos.platform.accounts;

import com.matrixos.base.ids.Tokens;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.containers.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Failures by the name that was typed, in the database: a restart is no new start for who guesses. A name
/// that nobody has is counted like any other, row for row, so neither the answer nor its time tells them
/// apart. By name and not by account: an address and a handle that wait together would tell that they are one
/// person's. Calls block; safe for use from any thread.
final class NameFailures {
    /// Those with the fewest failures are forgotten beyond this.
    private static final int MOST = 50_000;

    private final Backoff backoff;
    private final Database database;
    private final Scheduler scheduler;

    NameFailures(Backoff backoff, Database database, Scheduler scheduler) {
        this.backoff = backoff;
        this.database = database;
        this.scheduler = scheduler;
    }

    /// Counts a try as failed until [#forget] or [#undo]: of many that come at once no more than are free get
    /// through.
    ///
    /// @throws TryLaterException while the name must wait
    void count(String name) {
        Instant now = scheduler.instant();
        Duration wait = database.write(tx -> {
            Backoff.Failures before = find(tx, name).orElse(new Backoff.Failures(0, now));
            Duration still = backoff.wait(before, now);
            if (!still.isPositive()) {
                save(tx, name, backoff.more(before, now));
            }
            return still;
        });
        if (wait.isPositive()) {
            throw new TryLaterException(AccountProblems.tooManyAttempts(), wait);
        }
    }

    /// Forgets all failures: somebody has shown that the name is theirs.
    void forget(Handle tx, String name) {
        tx.createUpdate("DELETE FROM sign_in_failures WHERE sha256 = :sha256")
                .bind("sha256", Tokens.sha256(name))
                .execute();
    }

    /// Takes one back: it was none.
    void undo(Handle tx, String name) {
        tx.createUpdate("UPDATE sign_in_failures SET failures = max(0, failures - 1) WHERE sha256 = :sha256")
                .bind("sha256", Tokens.sha256(name))
                .execute();
    }

    private static Optional<Backoff.Failures> find(Handle tx, String name) {
        return tx.createQuery("SELECT failures, last_at FROM sign_in_failures WHERE sha256 = :sha256")
                .bind("sha256", Tokens.sha256(name))
                .map((row, _) -> new Backoff.Failures(row.getInt("failures"), Instant.parse(row.getString("last_at"))))
                .findOne();
    }

    private void save(Handle tx, String name, Backoff.Failures failures) {
        tx.createUpdate("DELETE FROM sign_in_failures WHERE last_at <= :old")
                .bind("old", Timestamp.of(failures.last().minus(backoff.memory())))
                .execute();
        tx.createUpdate("INSERT INTO sign_in_failures VALUES (:sha256, :failures, :at)"
                        + " ON CONFLICT (sha256) DO UPDATE SET failures = :failures, last_at = :at")
                .bind("sha256", Tokens.sha256(name))
                .bind("failures", failures.count())
                .bind("at", Timestamp.of(failures.last()))
                .execute();
        tx.createUpdate("DELETE FROM sign_in_failures WHERE (SELECT count(*) FROM sign_in_failures) > :most"
                        + " AND sha256 = (SELECT sha256 FROM sign_in_failures ORDER BY failures, last_at LIMIT 1)")
                .bind("most", MOST)
                .execute();
    }
}
