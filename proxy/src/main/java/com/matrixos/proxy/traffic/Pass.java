package com.matrixos.proxy.traffic;

/// A call that was let in. Safe for use from any thread; never blocks for longer than other calls take to
/// count.
public final class Pass implements AutoCloseable {
    private final Traffic traffic;
    private final User user;
    private boolean closed; // guarded by traffic

    Pass(Traffic traffic, User user) {
        this.traffic = traffic;
        this.user = user;
    }

    /// The call has used so many more tokens of those that the key's limits count: input without what was read
    /// from the cache, output with thinking. As soon as they are known, and at any time, even after the end.
    public void used(long inputTokens, long outputTokens) {
        traffic.used(user, inputTokens, outputTokens);
    }

    /// The call is over, and its place free. The second time it does nothing.
    @Override
    public void close() {
        synchronized (traffic) {
            if (!closed) {
                closed = true;
                traffic.left(user);
            }
        }
    }
}
