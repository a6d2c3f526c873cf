package com.matrixos.platform.accounts;

import com.matrixos.base.sqlite.Database;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out whether somebody may sign in with a password. Of an account that is not there, the answer, the
/// wait and the work are the same as of one whose password is wrong. Calls block; safe for use from any
/// thread.
public final class SignIn {
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);

    private final Database database;
    private final Accounts accounts;
    private final Passwords passwords;
    private final SecondFactors secondFactors;
    private final Throttle throttle;
    private final Audit audit;

    public SignIn(
            Database database,
            Accounts accounts,
            Passwords passwords,
            SecondFactors secondFactors,
            Throttle throttle,
            Audit audit) {
        this.database = database;
        this.accounts = accounts;
        this.passwords = passwords;
        this.secondFactors = secondFactors;
        this.throttle = throttle;
        this.audit = audit;
    }

    /// The account whose password this is.
    ///
    /// @param code of the app, or a recovery code; null for none
    /// @param nobody who tries, with their address
    /// @throws com.matrixos.base.http.ProblemException 401 when it is nobody's, or a code is needed; 403 when
    /// the account is suspended
    /// @throws TryLaterException after too many failures
    public Account signIn(String identifier, String password, @Nullable String code, Actor nobody) {
        Account account = byPassword(identifier, password, nobody);
        if (secondFactors.needed(account)) {
            checkCode(account, code, nobody);
        }
        return admit(account, nobody);
    }

    /// Lets somebody in who has proved that the account is theirs.
    ///
    /// @throws com.matrixos.base.http.ProblemException 403 when the account is suspended
    public Account admit(Account account, Actor nobody) {
        if (account.standing() instanceof Standing.Suspended) {
            refused(account, nobody);
            throw AccountProblems.suspended().exception();
        }
        return account;
    }

    private Account byPassword(String identifier, String password, Actor nobody) {
        Throttle.Try attempt = throttle.name(Throttle.normal(identifier), nobody.address());
        Optional<Account> account = accounts.named(identifier).stream().findFirst();
        Optional<String> hash = database.read(
                tx -> Confirmation.hash(tx, account.map(Account::id).orElse("")));
        if (!match(attempt, password, hash)) {
            audit.record(Entry.denied(
                    nobody,
                    "sign-in.refused",
                    account.map(AccountChanges::target).orElse("account:unknown")));
            throw AccountProblems.signInFailed().exception();
        }
        database.write(tx -> {
            attempt.succeeded(tx);
            return true;
        });
        Account theirs = account.orElseThrow();
        hash.filter(passwords::outdated).ifPresent(old -> renew(theirs, password, old));
        return theirs;
    }

    private boolean match(Throttle.Try attempt, String password, Optional<String> hash) {
        try {
            return passwords.match(password, hash);
        } catch (TryLaterException e) {
            database.write(tx -> {
                attempt.cancelled(tx);
                return true;
            });
            throw e;
        }
    }

    /// It can wait for another day, when too many want a hash at this moment.
    private void renew(Account account, String password, String old) {
        try {
            String hash = passwords.hash(password);
            database.write(
                    tx -> tx.createUpdate("UPDATE accounts SET password = :hash WHERE id = :id AND password = :old")
                            .bind("hash", hash)
                            .bind("id", account.id())
                            .bind("old", old)
                            .execute());
        } catch (TryLaterException e) {
            LOG.debug("a hash stays as it is account={}", account.id(), e);
        }
    }

    private void checkCode(Account account, @Nullable String code, Actor nobody) {
        if (code == null || code.isBlank()) {
            throw AccountProblems.secondFactor().exception();
        }
        Throttle.Try attempt = throttle.account(account.id(), nobody.address());
        boolean good = database.write(tx -> {
            boolean redeemed = secondFactors.redeem(tx, account, code, nobody);
            if (redeemed) {
                attempt.succeeded(tx);
            }
            return redeemed;
        });
        if (!good) {
            refused(account, nobody);
            throw AccountProblems.secondFactor().exception();
        }
    }

    private void refused(Account account, Actor nobody) {
        audit.record(Entry.denied(nobody, "sign-in.refused", AccountChanges.target(account)));
    }
}
