package com.matrixos.proxy.budget;

import com.matrixos.proxy.ledger.LedgerReader;
import com.matrixos.proxy.ledger.Repriced;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Everybody's money, in memory: counted from the ledger at the start, and kept in step with every call.
///
/// What admits and looks never blocks on the disk, so event loops may; what sets limits does.
public final class Budgets {
    private final Quotas quotas;
    private final InstantSource clock;
    private final Map<String, Limits> own;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private volatile Limits standard;

    private Budgets(Quotas quotas, InstantSource clock) {
        this.quotas = quotas;
        this.clock = clock;
        this.own = new ConcurrentHashMap<>(quotas.all());
        this.standard = quotas.standard();
    }

    /// Counts what has been spent. Blocks, for as long as there are users, not calls.
    public static Budgets open(Quotas quotas, LedgerReader ledger, InstantSource clock) {
        var budgets = new Budgets(quotas, clock);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        ledger.spent(today, YearMonth.from(today))
                .forEach((user, spent) -> budgets.accounts.put(
                        user, new Account(() -> budgets.limits(user), today, spent.dailyPico(), spent.monthlyPico())));
        return budgets;
    }

    /// Sets money aside for a call, or says why not.
    ///
    /// @param wantPico in pico-USD
    public Admission admit(String user, long wantPico) {
        return account(user).admit(wantPico, clock.instant());
    }

    /// Whether a user has anything left at all; sets nothing aside.
    public Admission look(String user) {
        return account(user).look(clock.instant());
    }

    /// How a user's limits stand now.
    public Standing standing(String user) {
        return account(user).standing(clock.instant());
    }

    /// Everybody who has spent or tried to since the start of the process, or earlier this month.
    public Set<String> users() {
        return Set.copyOf(accounts.keySet());
    }

    /// Whether these limits were set for the user, and are not the default's.
    public boolean hasOwnLimits(String user) {
        return own.containsKey(user);
    }

    /// The limits of everybody who has none of their own.
    public Limits standard() {
        return standard;
    }

    /// Sets a user's limits, durably, and holds the very next call to them.
    public void set(String user, Limits limits) {
        quotas.set(user, limits);
        own.put(user, limits);
    }

    /// Sets the limits of everybody who has none of their own.
    public void setStandard(Limits limits) {
        quotas.setStandard(limits);
        standard = limits;
    }

    /// Calls have been priced again.
    public void correct(Repriced.Correction correction) {
        account(correction.user()).correct(correction.day(), correction.pico(), clock.instant());
    }

    private Limits limits(String user) {
        return own.getOrDefault(user, standard);
    }

    private Account account(String user) {
        Account account = accounts.get(user);
        return account == null ? accounts.computeIfAbsent(user, this::fresh) : account;
    }

    private Account fresh(String user) {
        Instant now = clock.instant();
        return new Account(() -> limits(user), LocalDate.ofInstant(now, ZoneOffset.UTC), 0, 0);
    }
}
