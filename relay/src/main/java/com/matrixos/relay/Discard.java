package com.matrixos.relay;

import io.netty.buffer.ByteBuf;

/// Drops a body, up to a limit.
final class Discard implements BodyReader.Sink {
    /// Told how it ended.
    interface Listener {
        /// @param whole whether all of the body has been dropped; else there is more than the limit
        void discarded(boolean whole);
    }

    private final long limit;
    private final Listener listener;
    private long dropped;

    Discard(long limit, Listener listener) {
        this.limit = limit;
        this.listener = listener;
    }

    @Override
    public void data(ByteBuf piece) {
        dropped += piece.readableBytes();
        piece.release();
        if (dropped > limit) {
            listener.discarded(false);
        }
    }

    @Override
    public void end(byte[] trailers) {
        listener.discarded(true);
    }
}
