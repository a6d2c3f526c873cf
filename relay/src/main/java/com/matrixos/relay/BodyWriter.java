package com.matrixos.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;

/// Writes a body onto a connection in the framing that its head announced. Never flushes: its owner does, once for
/// each batch of bytes that was read.
final class BodyWriter {
    /// Up to here a chunk is cheaper copied beside its framing than written as three buffers.
    private static final int COPY_UP_TO = 1024;

    private final Channel channel;
    private final boolean chunked;

    BodyWriter(Channel channel, boolean chunked) {
        this.channel = channel;
        this.chunked = chunked;
    }

    /// Writes a piece and takes over its buffer.
    void data(ByteBuf piece) {
        if (!chunked) {
            Channels.write(channel, piece);
            return;
        }
        int length = piece.readableBytes();
        boolean copy = length <= COPY_UP_TO;
        ByteBuf out = channel.alloc().ioBuffer(copy ? length + 16 : 16);
        ByteBufUtil.writeAscii(out, Integer.toHexString(length));
        ByteBufUtil.writeShortBE(out, Bytes.CRLF);
        if (copy) {
            out.writeBytes(piece);
            piece.release();
            ByteBufUtil.writeShortBE(out, Bytes.CRLF);
            Channels.write(channel, out);
        } else {
            Channels.write(channel, out);
            Channels.write(channel, piece);
            Channels.write(channel, ByteBufUtil.writeAscii(channel.alloc(), "\r\n"));
        }
    }

    /// Ends the body. Trailers are dropped where the framing has no place for them.
    void end(byte[] trailers) {
        if (chunked) {
            ByteBuf out = channel.alloc().ioBuffer(5 + trailers.length);
            ByteBufUtil.writeAscii(out, "0\r\n");
            out.writeBytes(trailers);
            ByteBufUtil.writeShortBE(out, Bytes.CRLF);
            Channels.write(channel, out);
        }
    }
}
