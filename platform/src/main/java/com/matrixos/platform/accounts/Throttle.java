package com.matrixos.platform.accounts;

import com.matrixos.base.sqlite.Database;
import com.matrixos.base.time.Scheduler;
import java.time.Duration;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/// Slows down who guesses: by the name they guess at and by the address they do it from. Calls block; safe
/// for use from any thread.
public final class Throttle {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Backoff BY_NAME = new Backoff(5, Duration.ofSeconds(1), Duration.ofMinutes(15), DAY);

    /// Many people share an address, and their failures do not add up to a guesser's.
    private static final Backoff BY_ADDRESS = new Backoff(20, Duration.ofSeconds(1), Duration.ofMinutes(15), DAY);

    private static final Backoff BEGINNINGS =
            new Backoff(20, Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofHours(1));

    private final NameFailures names;
    private final AddressFailures addresses;
    private final AddressFailures signUps;
    private final AddressFailures resets;

    /// Failures of names are in this database.
    public Throttle(Database database, Scheduler scheduler) {
        this.names = new NameFailures(BY_NAME, database, scheduler);
        this.addresses = new AddressFailures(BY_ADDRESS, scheduler);
        this.signUps = new AddressFailures(BEGINNINGS, scheduler);
        this.resets = new AddressFailures(BEGINNINGS, scheduler);
    }

    /// A try that counts as failed unless something else is said of it.
    final class Try {
        private final String name;
        private final String address;

        private Try(String name, String address) {
            this.name = name;
            this.address = address;
        }

        /// It did not fail.
        void succeeded(Handle tx) {
            names.forget(tx, name);
            addresses.undo(address);
        }

        /// It did not take place.
        void cancelled(Handle tx) {
            names.undo(tx, name);
            addresses.undo(address);
        }
    }

    /// Somebody tries to sign in under a name.
    ///
    /// @throws TryLaterException while name or address must wait
    Try name(String identifier, String address) {
        return begin("name:" + identifier, address);
    }

    /// Somebody who knows an account's password, or sits at its browser, tries what else there is to prove.
    ///
    /// @throws TryLaterException while account or address must wait
    Try account(String id, String address) {
        return begin("account:" + id, address);
    }

    /// Somebody makes an account.
    ///
    /// @throws TryLaterException while the address must wait
    public void signUp(String address) {
        signUps.count(address);
    }

    /// Somebody asks for a link to set a password.
    ///
    /// @throws TryLaterException while the address must wait
    public void reset(String address) {
        resets.count(address);
    }

    /// Forgets what others have tried on an account: its owner has proved otherwise that it is theirs.
    void forget(Handle tx, Account account) {
        names.forget(tx, "name:" + account.handle());
        names.forget(tx, "name:" + account.email());
        names.forget(tx, "account:" + account.id());
    }

    /// What was typed as the name, as it is looked up and counted.
    static String normal(String identifier) {
        return identifier.strip().toLowerCase(Locale.ROOT);
    }

    private Try begin(String name, String address) {
        addresses.count(address);
        try {
            names.count(name);
        } catch (TryLaterException e) {
            addresses.undo(address);
            throw e;
        }
        return new Try(name, address);
    }
}
