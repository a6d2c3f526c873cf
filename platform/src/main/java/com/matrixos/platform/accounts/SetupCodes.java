package com.matrixos.platform.accounts;

import com.matrixos.base.ids.Tokens;
import com.matrixos.base.sqlite.Database;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import org.jdbi.v3.core.Handle;

/// The one-time code that makes its first user admin, so that a new host is its owner's and not that of
/// whoever finds it first. Calls block; safe for use from any thread.
public final class SetupCodes {
    /// A hundred bits: nobody guesses it.
    private static final int GROUPS = 4;

    private final Database database;
    private final Audit audit;

    public SetupCodes(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /// A new code in place of any earlier one.
    ///
    /// @throws com.matrixos.base.http.ProblemException 409 when somebody is admin
    public String make(Actor actor) {
        String code = Codes.random(GROUPS);
        database.write(tx -> {
            if (anyAdmin(tx)) {
                throw AccountProblems.hasAdmin().exception();
            }
            audit.append(tx, Entry.done(actor, "setup-code.made", "host"));
            return tx.createUpdate("INSERT INTO setup_code VALUES (1, :sha256)"
                            + " ON CONFLICT (id) DO UPDATE SET sha256 = :sha256")
                    .bind("sha256", digest(code))
                    .execute();
        });
        return code;
    }

    /// Uses the code up.
    ///
    /// @return what its user becomes
    /// @throws com.matrixos.base.http.ProblemException 403 when it is another one, or somebody is admin
    Role redeem(Handle tx, String typed) {
        int used = tx.createUpdate("DELETE FROM setup_code WHERE sha256 = :sha256")
                .bind("sha256", digest(typed))
                .execute();
        if (used == 0 || anyAdmin(tx)) {
            throw AccountProblems.setupCodeWrong().exception();
        }
        return Role.ADMIN;
    }

    private static boolean anyAdmin(Handle tx) {
        return tx.createQuery("SELECT EXISTS (SELECT 1 FROM accounts WHERE role = 'admin')")
                .mapTo(Boolean.class)
                .one();
    }

    private static String digest(String code) {
        return Tokens.sha256(Codes.normal(code));
    }
}
