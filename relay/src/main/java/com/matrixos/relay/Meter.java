package com.matrixos.relay;

/// Told of what one exchange moves. Called on the exchange's event loop, so it must be quick and never
/// block.
public interface Meter {
    /// Counts nothing.
    Meter NONE = new Meter() {
        @Override
        public void received(int bytes) {}

        @Override
        public void sent(int bytes) {}

        @Override
        public void closed() {}
    };

    /// The exchange has begun. `cut` ends it by closing the client's connection; it may be called from any thread, at
    /// any time, and does nothing once the connection is closed. Called once for each upstream that is tried.
    default void opened(Runnable cut) {}

    /// So many bytes came from the client (body or tunnel).
    void received(int bytes);

    /// So many bytes came from the upstream (body or tunnel).
    void sent(int bytes);

    /// The exchange is over, whatever the reason; called once.
    void closed();
}
