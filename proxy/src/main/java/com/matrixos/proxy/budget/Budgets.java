package com.matrixos.proxy.budget;

import com.matrixos.proxy.ledger.LedgerReader;
import com.matrixos.proxy.ledger.LedgerReader.Spent;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Decides in memory who may spend what: a call sets money aside before it begins, and books what it has
/// cost in the end, so that calls that run side by side cannot together pass a limit.
///
/// Safe for use from any thread. Every call takes the same few steps whatever was spent before, and never
/// waits for a disk, so event loops may make them.
public final class Budgets {
    private final Function<String, Quota> quotas;
    private final InstantSource clock;
    private final ConcurrentHashMap<String, Account> accounts = new ConcurrentHashMap<>();

    /// @param day that and whose month the amounts are of
    Budgets(Function<String, Quota> quotas, Map<String, Spent> spent, LocalDate day, InstantSource clock) {
        this.quotas = quotas;
        this.clock = clock;
        spent.forEach((user, had) -> accounts.put(user, new Account(quotas.apply(user), day, had)));
    }

    /// Starts from what the ledger says was used today and this month; reads the disk. The ledger must be
    /// open already, so that what a killed process left is in its totals.
    public static Budgets start(Quotas quotas, LedgerReader reader, InstantSource clock) {
        LocalDate day = today(clock);
        return new Budgets(quotas::of, reader.spent(day, YearMonth.from(day)), day, clock);
    }

    /// Sets money aside for a call, when both limits leave room for it.
    ///
    /// @param holdPico what the call may cost as far as known now, in pico-USD
    /// @throws IllegalArgumentException when that is negative
    public Admission admit(String user, long holdPico) {
        if (holdPico < 0) {
            throw new IllegalArgumentException("hold must not be negative: " + holdPico);
        }
        return account(user).admit(holdPico, clock.instant());
    }

    /// How a user stands now. Remembers nobody, so any name may be asked for.
    public Standing standing(String user) {
        Account known = accounts.get(user);
        return (known == null ? fresh(user) : known).standing(clock.instant());
    }

    /// Everybody who has spent something this month, or has tried to since the process started.
    public Set<String> users() {
        return Set.copyOf(accounts.keySet());
    }

    /// The quota of this user has changed. Holds stay as they are, and cannot grow beyond it.
    public void quotaChanged(String user) {
        accounts.computeIfPresent(user, (name, account) -> {
            account.setQuota(quotas.apply(name));
            return account;
        });
    }

    /// The standard quota has changed.
    public void standardChanged() {
        accounts.keySet().forEach(this::quotaChanged);
    }

    /// Adds to what a user has used on a UTC day: the difference when calls were priced again, or the cost of
    /// what had no hold, such as a result of a batch. Does nothing when that month is over.
    ///
    /// @param picoDifference in pico-USD; negative takes back
    public void correct(String user, LocalDate day, long picoDifference) {
        account(user).correct(day, picoDifference, clock.instant());
    }

    /// Books a part of what a hold is for, on a UTC day, out of the hold: in one step, as [Hold#settle] does
    /// the whole.
    ///
    /// @param picoCost in pico-USD
    /// @return false when the hold is over; then nothing is booked
    /// @throws IllegalArgumentException when the cost is negative
    public boolean pay(Hold hold, LocalDate day, long picoCost) {
        if (picoCost < 0) {
            throw new IllegalArgumentException("cost must not be negative: " + picoCost);
        }
        return hold.pay(day, picoCost, clock.instant());
    }

    /// Looks before it makes one, since making one may wait for another user's.
    private Account account(String user) {
        Account known = accounts.get(user);
        return known == null ? accounts.computeIfAbsent(user, this::fresh) : known;
    }

    /// Of a user who has used nothing this month.
    private Account fresh(String user) {
        return new Account(quotas.apply(user), today(clock), Spent.NOTHING);
    }

    private static LocalDate today(InstantSource clock) {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
