package com.matrixos.platform.programs;

import com.matrixos.base.ids.Tokens;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.access.Principal;
import com.matrixos.platform.access.ProgramTokens;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.Accounts;
import com.matrixos.platform.accounts.Standing;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.containers.Timestamp;
import com.matrixos.platform.problems.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The tokens of all accounts' programs: in memory by digest, so that made-up ones cost next to nothing,
/// and
/// written through to the database. Calls block; safe for use from any thread.
public final class Programs implements ProgramTokens {
    /// The most that one account may have.
    static final int MOST = 50;

    /// How exact [ProgramToken#lastUsedAt] is; each step costs a write.
    private static final Duration USED_STEP = Duration.ofMinutes(1);

    private static final String PREFIX = "mat_";
    private static final int LENGTH = PREFIX.length() + 43;

    private final Map<String, ProgramToken> tokens = new ConcurrentHashMap<>();
    private final Database database;
    private final Accounts accounts;
    private final Audit audit;
    private final Scheduler scheduler;
    private final TokenRows rows;

    /// A token that has just been made. It is stored nowhere.
    record Made(ProgramToken about, String token) {
        /// Without the token.
        @Override
        public String toString() {
            return "Made[" + about.id() + "]";
        }
    }

    /// Reads the tokens that have not expired, and drops those that have.
    public Programs(Database database, Accounts accounts, Audit audit, Scheduler scheduler) {
        this.database = database;
        this.accounts = accounts;
        this.audit = audit;
        this.scheduler = scheduler;
        this.rows = new TokenRows();
        database.write(tx -> rows.expire(tx, Timestamp.of(scheduler.instant())));
        tokens.putAll(database.read(rows::all));
    }

    @Override
    public Optional<Principal.Program> find(String token) {
        if (token.length() != LENGTH || !token.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String sha256 = Tokens.sha256(token);
        Instant now = scheduler.instant();
        return Optional.ofNullable(tokens.get(sha256))
                .filter(found -> found.good(now))
                .flatMap(found -> accounts.find(found.accountId())
                        .filter(account -> account.standing() instanceof Standing.Active)
                        .map(account -> new Principal.Program(account, found.id(), found.scopes())))
                .map(program -> used(sha256, program, now));
    }

    /// An account's tokens, the newest first.
    List<ProgramToken> of(String accountId) {
        Instant now = scheduler.instant();
        return tokens.values().stream()
                .filter(token -> token.accountId().equals(accountId) && token.good(now))
                .sorted(Comparator.comparing(ProgramToken::createdAt)
                        .thenComparing(ProgramToken::id)
                        .reversed())
                .toList();
    }

    /// Makes a token.
    ///
    /// @throws com.matrixos.base.http.ProblemException 409 when the account has 50, 401 when it is not
    /// active now
    Made make(Account account, Wish wish, Actor actor) {
        Instant now = scheduler.instant();
        Integer days = wish.days();
        var about = new ProgramToken(
                Tokens.random("tok_").substring(0, 20),
                account.id(),
                wish.name(),
                wish.scopes(),
                now,
                null,
                days == null ? null : now.plus(Duration.ofDays(days)));
        var made = new Made(about, Tokens.random(PREFIX));
        return database.write(tx -> write(tx, made, actor));
    }

    /// Ends one token of an account.
    ///
    /// @return whether there was one
    boolean revoke(String accountId, String id, Actor actor) {
        return end(token -> token.accountId().equals(accountId) && token.id().equals(id), actor) > 0;
    }

    /// Ends all tokens of an account at once; to be called when it is suspended or removed. Within a
    /// transaction of the caller's it counts when that is committed.
    ///
    /// @param actor who suspends or removes it
    /// @return how many
    public int revokeAll(String accountId, Actor actor) {
        return end(token -> token.accountId().equals(accountId), actor);
    }

    private Made write(Handle tx, Made made, Actor actor) {
        ProgramToken about = made.about();
        rows.expire(tx, Timestamp.of(about.createdAt()));
        if (rows.count(tx, about.accountId()) >= MOST) {
            throw ProgramProblems.tooManyTokens(MOST).exception();
        }
        if (!rows.insert(tx, Tokens.sha256(made.token()), about)) {
            throw Problems.unauthorized().exception();
        }
        audit.append(
                tx,
                new Entry(
                        actor,
                        "token.created",
                        "token:" + about.id(),
                        Map.of(),
                        TokenRows.facts(about),
                        Entry.Outcome.OK));
        // Still under the writer's lock: no token outlives its row because making it and ending it cross.
        tx.afterCommit(() -> {
            tokens.values().removeIf(token -> !token.good(about.createdAt()));
            tokens.put(Tokens.sha256(made.token()), about);
        });
        return made;
    }

    private int end(Predicate<ProgramToken> which, Actor actor) {
        return database.write(tx -> {
            List<Map.Entry<String, ProgramToken>> ended = tokens.entrySet().stream()
                    .filter(token -> which.test(token.getValue()))
                    .toList();
            ended.forEach(token -> end(tx, token, actor));
            tx.afterCommit(() -> ended.forEach(token -> tokens.remove(token.getKey())));
            return ended.size();
        });
    }

    private void end(Handle tx, Map.Entry<String, ProgramToken> token, Actor actor) {
        ProgramToken about = token.getValue();
        rows.delete(tx, token.getKey());
        audit.append(
                tx,
                new Entry(
                        actor,
                        "token.revoked",
                        "token:" + about.id(),
                        TokenRows.facts(about),
                        Map.of(),
                        Entry.Outcome.OK));
    }

    private Principal.Program used(String sha256, Principal.Program program, Instant now) {
        ProgramToken known = tokens.get(sha256);
        if (known != null && stale(known.lastUsedAt(), now) && tokens.replace(sha256, known, known.usedAt(now))) {
            database.write(tx -> rows.used(tx, sha256, Timestamp.of(now)));
        }
        return program;
    }

    private static boolean stale(@Nullable Instant lastUsed, Instant now) {
        return lastUsed == null || !now.isBefore(lastUsed.plus(USED_STEP));
    }
}
