package com.matrixos.bench.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/// One request and what comes of it, told on the client's event loop. It ends with [#done] or [#failed],
/// once.
interface Call {
    /// Writes the request. A long one goes on in [#writable].
    void write(Channel channel);

    /// There is room for more of the request.
    default void writable(Channel channel) {}

    /// The first byte of the answer is there.
    ///
    /// @param now [System#nanoTime] of the read
    void firstByte(long now);

    /// A piece of the body.
    ///
    /// @param arrival when, and with which read
    default void content(ByteBuf bytes, Arrival arrival) {}

    /// A whole answer with status 200 is there.
    default void done() {}

    /// There will be no such answer.
    void failed(String why);
}
