package com.matrixos.platform.integrations;

import com.matrixos.base.ids.Tokens;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.containers.Timestamp;
import java.time.Duration;

/// Which signed requests have been taken, so that none is taken twice, not after a restart either. A sender that tries
/// again signs again. Calls block; safe for use from any thread.
public final class Receipts {
    /// A signature counts five minutes before and after its time.
    private static final Duration KEPT = Duration.ofMinutes(11);

    private final Database database;
    private final Scheduler scheduler;

    public Receipts(Database database, Scheduler scheduler) {
        this.database = database;
        this.scheduler = scheduler;
    }

    /// Takes one whose signature holds.
    ///
    /// @param what the signature and whatever it leaves unsigned
    /// @return whether it is the first of its kind
    public boolean first(String what) {
        return database.write(tx -> {
            tx.createUpdate("DELETE FROM signature_receipts WHERE expires_at <= :now")
                    .bind("now", Timestamp.of(scheduler.instant()))
                    .execute();
            return tx.createUpdate("INSERT INTO signature_receipts (sha256, expires_at) VALUES (:sha256, :expires)"
                                    + " ON CONFLICT DO NOTHING")
                            .bind("sha256", Tokens.sha256(what))
                            .bind("expires", Timestamp.of(scheduler.instant().plus(KEPT)))
                            .execute()
                    == 1;
        });
    }
}
