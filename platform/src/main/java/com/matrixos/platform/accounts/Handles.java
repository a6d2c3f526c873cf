package com.matrixos.platform.accounts;

import com.matrixos.base.http.ProblemException;
import com.matrixos.base.sqlite.Database;
import com.matrixos.platform.containers.Handle;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Says which handles somebody new may have. Calls block; safe for use from any thread.
public final class Handles {
    /// Names behind which people expect whoever runs the host.
    private static final Set<String> TRUSTED = Arrays.stream(("admin administrator operator root system support"
                            + " help helpdesk security billing official staff moderator account accounts login signup"
                            + " postmaster webmaster hostmaster abuse matrix matrixos platform")
                    .split(" ", -1))
            .map(name -> Skeleton.of(new Handle(name)))
            .collect(Collectors.toUnmodifiableSet());

    private final Database database;

    public Handles(Database database) {
        this.database = database;
    }

    /// Why a handle cannot be had.
    public enum Reason {
        /// It breaks the grammar.
        INVALID("invalid"),
        /// It is kept for the host itself.
        RESERVED("reserved"),
        /// It is somebody's, or was.
        TAKEN("taken"),
        /// It would be mistaken for another.
        LOOK_ALIKE("look-alike");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /// As it stands in the API.
        public String text() {
            return text;
        }
    }

    /// A handle that cannot be had.
    ///
    /// @param message for people, without the handle
    public record Refusal(Reason reason, String message) {}

    /// Why somebody new cannot have it; empty when they can.
    public Optional<Refusal> refusal(String text) {
        try {
            Handle handle = Handle.of(text);
            return database.read(tx -> refusal(tx, handle));
        } catch (ProblemException e) {
            String rule = e.problem().detail();
            return Optional.of(new Refusal(rule.endsWith("reserved") ? Reason.RESERVED : Reason.INVALID, rule));
        }
    }

    /// The same of a handle that keeps the rules, as things stand in this transaction.
    static Optional<Refusal> refusal(org.jdbi.v3.core.Handle tx, Handle handle) {
        if (taken(tx, handle)) {
            return Optional.of(new Refusal(Reason.TAKEN, "somebody has this handle, or had it"));
        }
        return lookAlike(tx, handle)
                ? Optional.of(new Refusal(Reason.LOOK_ALIKE, "this handle would be mistaken for another"))
                : Optional.empty();
    }

    private static boolean taken(org.jdbi.v3.core.Handle tx, Handle handle) {
        return tx.createQuery("SELECT EXISTS (SELECT 1 FROM accounts WHERE handle = :handle"
                        + " UNION ALL SELECT 1 FROM containers WHERE handle = :handle"
                        + " UNION ALL SELECT 1 FROM handle_owners WHERE handle = :handle)")
                .bind("handle", handle.text())
                .mapTo(Boolean.class)
                .one();
    }

    private static boolean lookAlike(org.jdbi.v3.core.Handle tx, Handle handle) {
        String skeleton = Skeleton.of(handle);
        boolean account = tx.createQuery("SELECT EXISTS (SELECT 1 FROM accounts WHERE skeleton = :skeleton)")
                .bind("skeleton", skeleton)
                .mapTo(Boolean.class)
                .one();
        return account
                || TRUSTED.contains(skeleton)
                || tx.createQuery("SELECT handle FROM containers").mapTo(String.class).stream()
                        .anyMatch(other -> Skeleton.of(new Handle(other)).equals(skeleton));
    }
}
