package com.matrixos.proxy.traffic;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Everybody who has calls under way or has wanted something within the last minute, counted as they come and
/// go, so that their number costs no pass over them. Belongs to who holds the lock of [Traffic].
final class ActiveUsers {
    /// Fewer than this are never worth a look for idle ones.
    private static final int LEAST_KEPT = 1_024;

    private final Map<String, User> users = new HashMap<>();

    /// Those without open calls, in the bucket of their last sign of life.
    private final Window quiet = new Window();

    private int busy;
    private int open;
    private int sweepAbove = LEAST_KEPT;

    /// The user, who has just given a sign of life.
    User seen(String name, Instant now) {
        User user = users.get(name);
        if (user == null) {
            sweep(now);
            user = new User();
            users.put(name, user);
        }
        seen(user, now);
        return user;
    }

    /// The user has just given a sign of life.
    void seen(User user, Instant now) {
        if (user.open == 0) {
            quiet.take(user.counted);
            user.counted = quiet.add(now, 1);
        }
    }

    void opened(User user) {
        open++;
        user.open++;
        if (user.open == 1) {
            busy++;
            quiet.take(user.counted);
            user.counted = Window.NONE;
        }
    }

    void closed(User user, Instant now) {
        open--;
        user.open--;
        if (user.open == 0) {
            busy--;
            seen(user, now);
        }
    }

    /// How many users there are who want something, and so share what there is.
    long count(Instant now) {
        return busy + quiet.sum(now);
    }

    /// Calls under way, of all users.
    int open() {
        return open;
    }

    /// Users remembered, idle ones included.
    int remembered() {
        return users.size();
    }

    /// Forgets the idle ones, now and then: as each pass waits until there are twice as many as the last one
    /// left, it costs each newcomer a constant.
    private void sweep(Instant now) {
        if (users.size() >= sweepAbove) {
            quiet.sum(now);
            users.values().removeIf(user -> user.open == 0 && !quiet.holds(user.counted));
            sweepAbove = Math.max(LEAST_KEPT, 2 * users.size());
        }
    }
}
