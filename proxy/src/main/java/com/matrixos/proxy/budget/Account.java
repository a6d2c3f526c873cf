package com.matrixos.proxy.budget;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One user's money: the present day and month, and the limits. Both move together under one lock, which is
/// held for a few additions.
final class Account {
    /// What one day or month has come to. Guarded by the account's lock; amounts are pico-USD.
    static final class Period {
        private long used;
        private long held;

        Period(long used) {
            this.used = used;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Supplier<Limits> given;
    private LocalDate day;
    private Period today;
    private Period thisMonth;

    /// @param given asked each time, so that a change holds at once
    Account(Supplier<Limits> given, LocalDate day, long usedToday, long usedThisMonth) {
        this.given = given;
        this.day = day;
        this.today = new Period(usedToday);
        this.thisMonth = new Period(usedThisMonth);
    }

    Admission admit(long wanted, Instant now) {
        lock.lock();
        try {
            turn(now);
            Admission refusal = refusal(wanted);
            if (refusal != null) {
                return refusal;
            }
            today.held = plus(today.held, wanted);
            thisMonth.held = plus(thisMonth.held, wanted);
            return new Admission.Admitted(new Hold(this, today, thisMonth, wanted));
        } finally {
            lock.unlock();
        }
    }

    /// Whether there is anything left at all.
    Admission look(Instant now) {
        lock.lock();
        try {
            turn(now);
            Admission refusal = refusal(0);
            return refusal == null ? new Admission.Admitted(new Hold(this, today, thisMonth, 0)) : refusal;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Admission refusal(long wanted) {
        Limits limits = given.get();
        if (!limits.enabled()) {
            return new Admission.Disabled();
        }
        if (lacks(limits.dailyPico(), today, wanted)) {
            return refused(Window.DAY, limits.dailyPico(), today);
        }
        return lacks(limits.monthlyPico(), thisMonth, wanted)
                ? refused(Window.MONTH, limits.monthlyPico(), thisMonth)
                : null;
    }

    private static boolean lacks(OptionalLong limit, Period period, long wanted) {
        long room = room(limit, period);
        return room <= 0 || room < wanted;
    }

    private static long room(OptionalLong limit, Period period) {
        return limit.isEmpty() ? Long.MAX_VALUE : limit.getAsLong() - plus(period.used, period.held);
    }

    private Admission.Refused refused(Window window, OptionalLong limit, Period period) {
        return new Admission.Refused(
                window, limit.orElseThrow(), plus(period.used, period.held), resetsAt(window));
    }

    /// Adds to a hold what the limits leave room for, and returns what it is then.
    long grow(Hold hold, long want) {
        lock.lock();
        try {
            if (hold.over || want <= hold.granted) {
                return hold.granted;
            }
            Limits limits = given.get();
            long room = Math.min(room(limits.dailyPico(), hold.day), room(limits.monthlyPico(), hold.month));
            long more = Math.clamp(room, 0, want - hold.granted);
            hold.day.held = plus(hold.day.held, more);
            hold.month.held = plus(hold.month.held, more);
            hold.granted = plus(hold.granted, more);
            return hold.granted;
        } finally {
            lock.unlock();
        }
    }

    void end(Hold hold, long cost) {
        lock.lock();
        try {
            if (!hold.over) {
                hold.over = true;
                settle(hold.day, hold.granted, cost);
                settle(hold.month, hold.granted, cost);
            }
        } finally {
            lock.unlock();
        }
    }

    private static void settle(Period period, long held, long cost) {
        period.held = Math.max(0, period.held - held);
        period.used = plus(period.used, cost);
    }

    void correct(LocalDate of, long difference, Instant now) {
        lock.lock();
        try {
            turn(now);
            if (of.equals(day)) {
                today.used = Math.max(0, plus(today.used, difference));
            }
            if (YearMonth.from(of).equals(YearMonth.from(day))) {
                thisMonth.used = Math.max(0, plus(thisMonth.used, difference));
            }
        } finally {
            lock.unlock();
        }
    }

    Standing standing(Instant now) {
        lock.lock();
        try {
            turn(now);
            Limits limits = given.get();
            return new Standing(
                    limits.enabled(),
                    new Standing.Window(limits.dailyPico(), today.used, today.held, resetsAt(Window.DAY)),
                    new Standing.Window(
                            limits.monthlyPico(), thisMonth.used, thisMonth.held, resetsAt(Window.MONTH)));
        } finally {
            lock.unlock();
        }
    }

    /// A new day begins with nothing spent; holds of the old one stay with it.
    private void turn(Instant now) {
        LocalDate date = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (!date.isAfter(day)) {
            return;
        }
        today = new Period(0);
        if (!YearMonth.from(date).equals(YearMonth.from(day))) {
            thisMonth = new Period(0);
        }
        day = date;
    }

    private Instant resetsAt(Window window) {
        LocalDate next = switch (window) {
            case DAY -> day.plusDays(1);
            case MONTH -> day.plusMonths(1).withDayOfMonth(1);
        };
        return next.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /// Prices saturate, so sums must.
    private static long plus(long one, long other) {
        long sum = one + other;
        return ((one ^ sum) & (other ^ sum)) < 0 ? Long.MAX_VALUE : sum;
    }
}
