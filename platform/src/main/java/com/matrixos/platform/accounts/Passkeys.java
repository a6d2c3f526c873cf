package com.matrixos.platform.accounts;

import com.matrixos.api.accounts.PasskeyRecord;
import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.problems.Problems;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Passkeys: made by who is signed in, and signed in with by name of nobody. Calls block; safe for use from
/// any thread.
public final class Passkeys {
    private static final int MOST = 20;
    private static final int LONGEST_NAME = 60;

    private final Database database;
    private final Scheduler scheduler;
    private final Audit audit;
    private final SecondFactors secondFactors;
    private final Challenges challenges;
    private final WebAuthn webAuthn;

    public Passkeys(
            Database database, Scheduler scheduler, Audit audit, SecondFactors secondFactors, RelyingParty site) {
        this.database = database;
        this.scheduler = scheduler;
        this.audit = audit;
        this.secondFactors = secondFactors;
        this.challenges = new Challenges(scheduler);
        this.webAuthn = new WebAuthn(site);
    }

    /// The beginning of a ceremony.
    ///
    /// @param options what `navigator.credentials` takes, as JSON
    public record Ceremony(String challengeId, String options) {}

    /// An account's passkeys, the oldest first.
    public List<PasskeyRecord> list(Account account) {
        return database.read(tx -> PasskeyStore.list(tx, account.id()));
    }

    /// Begins to make one.
    public Ceremony creation(Account account) {
        Challenges.Made challenge = challenges.make(account.id());
        List<String> existing = database.read(tx -> PasskeyStore.credentialIds(tx, account.id()));
        return new Ceremony(challenge.id(), webAuthn.creation(challenge.bytes(), account, existing));
    }

    /// Keeps one that was made.
    ///
    /// @param answer `PublicKeyCredential.toJSON()`
    /// @throws com.matrixos.base.http.ProblemException 401 when it is not what was asked for, 409 when there
    /// are too many
    public PasskeyRecord add(Account account, String challengeId, String answer, @Nullable String name, Actor actor) {
        Optional<WebAuthn.Stored> made =
                challenges.take(challengeId, account.id()).flatMap(challenge -> webAuthn.register(challenge, answer));
        String called = name == null || name.isBlank() ? "Passkey" : name.strip();
        if (called.length() > LONGEST_NAME) {
            throw Problems.badRequest("name", "name must be at most " + LONGEST_NAME + " characters")
                    .exception();
        }
        return database.write(tx -> {
            if (PasskeyStore.list(tx, account.id()).size() >= MOST) {
                throw AccountProblems.tooManyPasskeys(MOST).exception();
            }
            PasskeyRecord added = made.flatMap(
                            one -> PasskeyStore.add(tx, account.id(), one, called, scheduler.instant()))
                    .orElseThrow(() -> AccountProblems.passkeyFailed().exception());
            AccountChanges.touch(tx, account.id());
            audit.append(tx, Entry.done(actor, "passkey.added", AccountChanges.target(account)));
            return added;
        });
    }

    /// Forgets one.
    ///
    /// @throws com.matrixos.base.http.ProblemException 404 when the account has none of that id
    public void remove(Account account, String id, Actor actor) {
        database.write(tx -> {
            if (!PasskeyStore.remove(tx, account.id(), id)) {
                throw Problems.nothing().exception();
            }
            AccountChanges.touch(tx, account.id());
            audit.append(tx, Entry.done(actor, "passkey.removed", AccountChanges.target(account)));
            return true;
        });
    }

    /// Begins to sign in.
    public Ceremony request() {
        Challenges.Made challenge = challenges.make("");
        return new Ceremony(challenge.id(), webAuthn.request(challenge.bytes()));
    }

    /// Whose passkey has signed. One that has not made sure of the person is a thing that can be stolen; to
    /// an account that asks for a second factor it is not enough.
    ///
    /// @param answer `PublicKeyCredential.toJSON()`
    /// @throws com.matrixos.base.http.ProblemException 401 when the signature is not good
    public Account signIn(String challengeId, String answer, Actor nobody) {
        Optional<byte[]> challenge = challenges.take(challengeId, "");
        Optional<PasskeyStore.Owned> owned = challenge
                .flatMap(_ -> webAuthn.credentialId(answer))
                .flatMap(id -> database.read(tx -> PasskeyStore.find(tx, id)));
        Optional<Account> account = owned.flatMap(one -> webAuthn.verify(
                        challenge.orElseThrow(), answer, one.credential())
                .filter(signed -> signed.userHandle().equals(one.account().id())
                        && (signed.verified() || !secondFactors.needed(one.account())))
                .filter(signed ->
                        database.write(tx -> PasskeyStore.used(tx, one.credential(), signed, scheduler.instant())))
                .map(_ -> one.account()));
        return account.orElseThrow(() -> {
            audit.record(Entry.denied(
                    nobody,
                    "sign-in.refused",
                    owned.map(one -> AccountChanges.target(one.account())).orElse("account:unknown")));
            return AccountProblems.passkeyFailed().exception();
        });
    }
}
