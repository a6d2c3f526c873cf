package com.matrixos.platform.containers;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Writes down when containers were last active: those that were since the last time, in one transaction. A
/// write for every request would cost more than the request.
final class ActivityLog {
    /// How far apart two writes for one handle are at the least.
    static final Duration INTERVAL = Duration.ofSeconds(15);

    private final Activity activity;
    private final ContainerStore store;
    private final Map<Handle, Instant> written = new HashMap<>(); // guarded by this

    ActivityLog(Activity activity, ContainerStore store) {
        this.activity = activity;
        this.store = store;
    }

    synchronized void flush() {
        Map<Handle, Instant> now = activity.lastActive();
        var changed = new HashMap<>(now);
        changed.entrySet().removeIf(entry -> entry.getValue().equals(written.get(entry.getKey())));
        if (!changed.isEmpty()) {
            store.touched(changed);
        }
        written.clear();
        written.putAll(now);
    }
}
