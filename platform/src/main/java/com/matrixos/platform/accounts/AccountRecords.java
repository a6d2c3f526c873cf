package com.matrixos.platform.accounts;

import com.matrixos.api.accounts.AccountRecord;
import com.matrixos.base.sqlite.Database;
import com.matrixos.platform.containers.Timestamp;
import com.matrixos.platform.problems.Problems;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// Accounts as the API shows them to their owners. Calls block; safe for use from any thread.
public final class AccountRecords {
    /// An account with what counts of its proofs.
    static final String COLUMNS = "accounts.*,"
            + " (SELECT count(*) FROM passkeys WHERE account_id = accounts.id) AS passkeys,"
            + " (SELECT count(*) FROM recovery_codes WHERE account_id = accounts.id) AS recovery_codes";

    private final Database database;

    public AccountRecords(Database database) {
        this.database = database;
    }

    /// The account of that id, as it is now.
    ///
    /// @throws com.matrixos.base.http.ProblemException 404 when there is none
    public AccountRecord of(String id) {
        return database.read(tx -> tx.createQuery("SELECT " + COLUMNS + " FROM accounts WHERE id = :id")
                .bind("id", id)
                .map(AccountRecords::record)
                .findOne()
                .orElseThrow(() -> Problems.nothing().exception()));
    }

    static AccountRecord record(ResultSet row, StatementContext context) throws SQLException {
        Account account = Accounts.account(row, context);
        return new AccountRecord(
                account.id(),
                account.handle().text(),
                account.email(),
                account.role().text(),
                account.standing().text(),
                Timestamp.of(account.createdAt()),
                row.getString("password") != null,
                row.getString("totp_secret") != null,
                row.getInt("passkeys"),
                row.getInt("recovery_codes"),
                leavesAt(account.standing()));
    }

    private static @Nullable String leavesAt(Standing standing) {
        return standing instanceof Standing.Leaving(var until) ? Timestamp.of(until) : null;
    }
}
