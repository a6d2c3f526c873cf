package com.matrixos.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Small things done to buffers and channels on both sides.
final class Channels {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private Channels() {}

    /// Writes without flushing; takes over the buffer. A failure reaches the handler's `exceptionCaught`.
    static void write(Channel channel, ByteBuf bytes) {
        var _ = channel.write(bytes, channel.voidPromise());
    }

    /// Runs this when everything written so far has left, or cannot leave any more.
    static void flushThen(Channel channel, Runnable then) {
        var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> then.run());
    }

    /// Ends our side of the connection, or all of it where there is no half: TLS would take a bare FIN for
    /// an attack.
    static void endOutput(Channel channel) {
        boolean tls = channel.pipeline().get(SslHandler.class) != null;
        var _ = !tls && channel instanceof DuplexChannel duplex ? duplex.shutdownOutput() : channel.close();
    }

    /// Whether nothing can be written any more but something may still be read.
    static boolean onlyOutputEnded(Channel channel) {
        return channel instanceof DuplexChannel duplex && duplex.isOutputShutdown() && !duplex.isInputShutdown();
    }

    static void close(Channel channel) {
        var _ = channel.close();
    }

    /// Closes with a reset, which nobody takes for an orderly end.
    static void reset(Channel channel) {
        if (channel.localAddress() instanceof InetSocketAddress) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        close(channel);
    }

    /// Reads on, or stops reading. A channel closed in the meantime must not be asked: it is no longer
    /// registered.
    static void reading(Channel channel, boolean on) {
        if (channel.isOpen() && channel.config().isAutoRead() != on) {
            channel.config().setAutoRead(on);
        }
    }

    /// How many bytes are written but not taken by the kernel.
    static long unsent(Channel channel) {
        var buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    /// One buffer with what waits and then what came; takes over both.
    static ByteBuf append(ByteBufAllocator alloc, ByteBuf waiting, ByteBuf more) {
        if (!waiting.isReadable()) {
            waiting.release();
            return more;
        }
        ByteBuf joined = waiting;
        // Slices of the waiting bytes may be on their way out: then they must not move.
        if (waiting.refCnt() > 1 || waiting.isReadOnly() || waiting.maxWritableBytes() < more.readableBytes()) {
            joined = alloc.ioBuffer(waiting.readableBytes() + more.readableBytes())
                    .writeBytes(waiting);
            waiting.release();
        }
        joined.writeBytes(more);
        more.release();
        return joined;
    }

    /// An address as it stands in `X-Forwarded-For`, without an interface's name.
    static String text(InetSocketAddress address) {
        String text = address.getAddress().getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }

    /// A peer that breaks its connection is everyday, and a failed handshake is told by who wanted the
    /// connection; anything else is a fault of ours.
    static void logUnexpected(Throwable cause) {
        if (!(cause instanceof IOException) && !(cause.getCause() instanceof SSLException)) {
            LOG.error("connection failed", cause);
        }
    }
}
