package com.matrixos.proxy.budget;

import java.time.Instant;
import java.time.LocalDate;

/// Money that is set aside for one call, in pico-USD. It counts for the day and the month the call was
/// admitted in, also when it ends in others.
///
/// Safe for use from any thread, never blocks on anything but a few additions. Once settled or released it
/// holds nothing, and telling it again changes nothing.
public final class Hold {
    private final Account account;
    private final Span day;
    private final Span month;
    private long granted; // guarded by the account's lock
    private boolean over; // guarded by the account's lock

    /// The account has set the amount aside already.
    Hold(Account account, Span day, Span month, long granted) {
        this.account = account;
        this.day = day;
        this.month = month;
        this.granted = granted;
    }

    /// What it holds now.
    public long granted() {
        account.lock().lock();
        try {
            return granted;
        } finally {
            account.lock().unlock();
        }
    }

    /// Raises it towards the amount wanted, as far as the limits as they are now leave room, and returns what
    /// it holds then. Never lowers it. A user who has been blocked gets no more.
    public long grow(long wantPico) {
        account.lock().lock();
        try {
            long more = over ? 0 : Math.min(wantPico - granted, account.room(day, month));
            if (more > 0) {
                day.hold(more);
                month.hold(more);
                granted += more;
            }
            return granted;
        } finally {
            account.lock().unlock();
        }
    }

    /// Gives back what is over this amount, and returns what it holds then.
    public long shrink(long toPico) {
        account.lock().lock();
        try {
            long less = over ? 0 : granted - Math.max(0, toPico);
            if (less > 0) {
                day.release(less);
                month.release(less);
                granted -= less;
            }
            return granted;
        } finally {
            account.lock().unlock();
        }
    }

    /// Books a part of what it is for, and gives back as much of it as there is. Nobody sees the one without
    /// the other, so what is used and what is held are together never less than what will have been used, nor
    /// that part twice.
    ///
    /// @param date in UTC, which the part counts for; see [Budgets#correct]
    /// @return false when it is over; then nothing is booked
    boolean pay(LocalDate date, long costPico, Instant now) {
        account.lock().lock();
        try {
            if (over) {
                return false;
            }
            shrink(granted - Math.min(granted, costPico));
            account.correct(date, costPico, now);
            return true;
        } finally {
            account.lock().unlock();
        }
    }

    /// Ends it and books what the call cost, even where that is more than it held.
    ///
    /// @throws IllegalArgumentException when the cost is negative
    public void settle(long costPico) {
        if (costPico < 0) {
            throw new IllegalArgumentException("cost must not be negative: " + costPico);
        }
        end(costPico);
    }

    /// Ends it; the call cost nothing.
    public void release() {
        end(0);
    }

    private void end(long costPico) {
        account.lock().lock();
        try {
            if (over) {
                return;
            }
            over = true;
            day.release(granted);
            month.release(granted);
            day.use(costPico);
            month.use(costPico);
            granted = 0;
        } finally {
            account.lock().unlock();
        }
    }
}
