package com.matrixos.platform.accounts;

import com.matrixos.base.ids.Tokens;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// Codes of an app as a second factor, and recovery codes for the day on which it is lost. Every code works
/// once. Calls block; safe for use from any thread.
public final class SecondFactors {
    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_GROUPS = 2;
    private static final int DIGITS = 6;

    private final Database database;
    private final Scheduler scheduler;
    private final Audit audit;
    private final String issuer;

    /// @param issuer how the app names this host
    public SecondFactors(Database database, Scheduler scheduler, Audit audit, String issuer) {
        this.database = database;
        this.scheduler = scheduler;
        this.audit = audit;
        this.issuer = issuer;
    }

    /// What an app needs.
    ///
    /// @param secret in base32
    /// @param uri the same for a picture
    public record Offer(String secret, String uri) {
        /// Without the secret.
        @Override
        public String toString() {
            return "Offer";
        }
    }

    /// What there is to check a code against.
    private record Stored(Optional<String> secret, Optional<String> pending, long step) {}

    /// Makes a secret that counts when [#confirm] has seen a code of it; until then an earlier one does.
    public Offer offer(Account account) {
        String secret = Totp.secret();
        database.write(tx -> tx.createUpdate("UPDATE accounts SET totp_pending = :secret WHERE id = :id")
                .bind("secret", secret)
                .bind("id", account.id())
                .execute());
        return new Offer(secret, Totp.uri(secret, issuer, account.handle().text()));
    }

    /// Makes the offered secret count.
    ///
    /// @return new recovery codes; earlier ones work no more
    /// @throws com.matrixos.base.http.ProblemException 403 when the code is not one that the app shows now
    public List<String> confirm(Account account, String code, Actor actor) {
        return database.write(tx -> {
            Stored stored = stored(tx, account.id());
            OptionalLong step = stored.pending()
                    .map(secret -> Totp.step(secret, digits(code), scheduler.instant(), 0))
                    .orElse(OptionalLong.empty());
            if (step.isEmpty()) {
                throw AccountProblems.codeWrong().exception();
            }
            tx.createUpdate("UPDATE accounts SET totp_secret = totp_pending, totp_pending = NULL, totp_step = :step"
                            + " WHERE id = :id")
                    .bind("step", step.getAsLong())
                    .bind("id", account.id())
                    .execute();
            audit.append(tx, Entry.done(actor, "totp.enabled", AccountChanges.target(account)));
            return newCodes(tx, account);
        });
    }

    /// Signing in needs no code any more.
    public void disable(Account account, Actor actor) {
        database.write(tx -> {
            tx.createUpdate("UPDATE accounts SET totp_secret = NULL, totp_pending = NULL, totp_step = NULL"
                            + " WHERE id = :id")
                    .bind("id", account.id())
                    .execute();
            dropCodes(tx, account);
            AccountChanges.touch(tx, account.id());
            audit.append(tx, Entry.done(actor, "totp.disabled", AccountChanges.target(account)));
            return true;
        });
    }

    /// New recovery codes in place of the earlier ones.
    ///
    /// @throws com.matrixos.base.http.ProblemException 409 when signing in needs no code
    public List<String> renewCodes(Account account, Actor actor) {
        return database.write(tx -> {
            if (stored(tx, account.id()).secret().isEmpty()) {
                throw AccountProblems.noSecondFactor().exception();
            }
            audit.append(tx, Entry.done(actor, "recovery-codes.made", AccountChanges.target(account)));
            return newCodes(tx, account);
        });
    }

    /// Whether signing in needs a code.
    boolean needed(Account account) {
        return database.read(tx -> stored(tx, account.id())).secret().isPresent();
    }

    /// Uses a code up: the app's, or a recovery code.
    ///
    /// @return whether it was a good one
    boolean redeem(Handle tx, Account account, String typed, Actor actor) {
        return app(tx, account, digits(typed)) || recovery(tx, account, typed, actor);
    }

    private boolean app(Handle tx, Account account, String code) {
        Stored stored = stored(tx, account.id());
        OptionalLong step = stored.secret()
                .map(secret -> Totp.step(secret, code, scheduler.instant(), stored.step()))
                .orElse(OptionalLong.empty());
        step.ifPresent(used -> tx.createUpdate("UPDATE accounts SET totp_step = :step WHERE id = :id")
                .bind("step", used)
                .bind("id", account.id())
                .execute());
        return step.isPresent();
    }

    private boolean recovery(Handle tx, Account account, String typed, Actor actor) {
        int used = tx.createUpdate("DELETE FROM recovery_codes WHERE account_id = :id AND sha256 = :sha256")
                .bind("id", account.id())
                .bind("sha256", digest(account, typed))
                .execute();
        if (used > 0) {
            AccountChanges.touch(tx, account.id());
            audit.append(tx, Entry.done(actor, "recovery-code.used", AccountChanges.target(account)));
        }
        return used > 0;
    }

    private static List<String> newCodes(Handle tx, Account account) {
        dropCodes(tx, account);
        List<String> codes = Stream.generate(() -> Codes.random(RECOVERY_GROUPS))
                .distinct()
                .limit(RECOVERY_CODES)
                .toList();
        var batch = tx.prepareBatch("INSERT INTO recovery_codes VALUES (:id, :sha256)");
        codes.forEach(code -> batch.bind("id", account.id())
                .bind("sha256", digest(account, code))
                .add());
        batch.execute();
        AccountChanges.touch(tx, account.id());
        return codes;
    }

    private static void dropCodes(Handle tx, Account account) {
        tx.createUpdate("DELETE FROM recovery_codes WHERE account_id = :id")
                .bind("id", account.id())
                .execute();
    }

    private static Stored stored(Handle tx, String id) {
        return tx.createQuery("SELECT totp_secret, totp_pending, totp_step FROM accounts WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> new Stored(
                        Optional.ofNullable(row.getString("totp_secret")),
                        Optional.ofNullable(row.getString("totp_pending")),
                        row.getLong("totp_step")))
                .findOne()
                .orElse(new Stored(Optional.empty(), Optional.empty(), 0));
    }

    /// With the account's id, so that equal codes of two accounts are not seen to be equal.
    private static String digest(Account account, String code) {
        return Tokens.sha256(account.id() + ":" + Codes.normal(code));
    }

    private static String digits(String typed) {
        String digits = typed.replaceAll("\\s", "");
        return digits.length() == DIGITS ? digits : "";
    }
}
