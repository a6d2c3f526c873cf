package com.matrixos.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Small things both kinds of connection do to their buffers and channels.
final class Channels {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private Channels() {}

    /// Writes without flushing; takes over the buffer. A failure reaches the handler's `exceptionCaught`.
    static void write(Channel channel, ByteBuf bytes) {
        var _ = channel.write(bytes, channel.voidPromise());
    }

    /// Ends our side of the connection, or all of it where there is no half.
    static void endOutput(Channel channel) {
        var _ = channel instanceof DuplexChannel duplex ? duplex.shutdownOutput() : channel.close();
    }

    static void close(Channel channel) {
        var _ = channel.close();
    }

    /// One buffer with what waited and then what came; takes over both.
    static ByteBuf append(ByteBufAllocator alloc, ByteBuf waiting, ByteBuf more) {
        int length = waiting.readableBytes() + more.readableBytes();
        ByteBuf joined = waiting;
        if (waiting.refCnt() > 1 || waiting.isReadOnly() || waiting.maxWritableBytes() < more.readableBytes()) {
            joined = alloc.ioBuffer(length).writeBytes(waiting);
            waiting.release();
        }
        joined.writeBytes(more);
        more.release();
        return joined;
    }

    /// Closes with a reset, which nobody takes for an orderly end.
    static void reset(Channel channel) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        close(channel);
    }

    /// A peer that breaks its connection is everyday; anything else is a fault of ours.
    static void logUnexpected(Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("connection failed", cause);
        }
    }
}
