package com.matrixos.proxy.budget;

import com.matrixos.proxy.ledger.LedgerReader.Spent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One user's money: the quota, and the present day and month, which move together under one lock. Nothing
/// under it takes longer than some additions, so event loops may wait for it.
final class Account {
    private final ReentrantLock lock = new ReentrantLock();
    private Quota quota;
    private Span day;
    private Span month;

    /// @param spent on that day and in its month
    Account(Quota quota, LocalDate today, Spent spent) {
        this.quota = quota;
        this.day = Span.dayOf(today, spent.dailyPico());
        this.month = Span.monthOf(today, spent.monthlyPico());
    }

    Admission admit(long pico, Instant now) {
        lock.lock();
        try {
            turnTo(now);
            if (!quota.enabled()) {
                return new Admission.Disabled();
            }
            if (!hasRoom(month, quota.monthlyLimitPico(), pico)) {
                return refused(Window.MONTH, month, quota.monthlyLimitPico());
            }
            if (!hasRoom(day, quota.dailyLimitPico(), pico)) {
                return refused(Window.DAY, day, quota.dailyLimitPico());
            }
            day.hold(pico);
            month.hold(pico);
            return new Admission.Admitted(new Hold(this, day, month, pico));
        } finally {
            lock.unlock();
        }
    }

    Standing standing(Instant now) {
        lock.lock();
        try {
            turnTo(now);
            return new Standing(
                    quota.enabled(), day.standing(quota.dailyLimitPico()), month.standing(quota.monthlyLimitPico()));
        } finally {
            lock.unlock();
        }
    }

    void setQuota(Quota quota) {
        lock.lock();
        try {
            this.quota = quota;
        } finally {
            lock.unlock();
        }
    }

    /// Moves what was used on a date, if that counts for the present day or month.
    void correct(LocalDate date, long pico, Instant now) {
        lock.lock();
        try {
            turnTo(now);
            if (day.contains(date)) {
                day.use(pico);
            }
            if (month.contains(date)) {
                month.use(pico);
            }
        } finally {
            lock.unlock();
        }
    }

    /// How much a hold on these may be raised, at least not below 0.
    long room(Span holdsDay, Span holdsMonth) {
        if (!quota.enabled()) {
            return 0;
        }
        long room = Math.min(holdsDay.room(quota.dailyLimitPico()), holdsMonth.room(quota.monthlyLimitPico()));
        return Math.max(0, room);
    }

    /// For holds, whose amounts it guards as well.
    ReentrantLock lock() {
        return lock;
    }

    /// A clock that is set back turns nothing back.
    private void turnTo(Instant now) {
        if (day.hasEnded(now)) {
            day = Span.dayOf(LocalDate.ofInstant(now, ZoneOffset.UTC), 0);
        }
        if (month.hasEnded(now)) {
            month = Span.monthOf(LocalDate.ofInstant(now, ZoneOffset.UTC), 0);
        }
    }

    /// A limit of 0 has no room even for nothing.
    private static boolean hasRoom(Span span, @Nullable Long limit, long pico) {
        long room = span.room(limit);
        return room > 0 && room >= pico;
    }

    private static Admission refused(Window window, Span span, @Nullable Long limit) {
        long shown = limit == null ? Long.MAX_VALUE : limit;
        return new Admission.Refused(window, shown, span.used(), span.end());
    }
}
