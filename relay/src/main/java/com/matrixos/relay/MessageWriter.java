package com.matrixos.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Writes one message onto a connection: its head, its body in the framing the head announced, its end.
/// Small pieces are copied together, so that a short message leaves as one buffer; long ones are passed on
/// as they came. Nothing leaves before [#flush], which the owner calls once for each batch of bytes it has
/// read.
final class MessageWriter {
    /// Up to here copying is cheaper than another buffer in the outgoing queue.
    private static final int COPY_UP_TO = 4096;
    /// A chunk's size line and the two line ends around its bytes.
    private static final int CHUNK_OVERHEAD = 16;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final Channel channel;
    private boolean chunked;
    private @Nullable ByteBuf staged;

    MessageWriter(Channel channel) {
        this.channel = channel;
    }

    /// Whether the body that follows is chunked.
    void chunked(boolean chunked) {
        this.chunked = chunked;
    }

    /// Where a head of about this size can be written.
    ByteBuf head(int size) {
        return room(size);
    }

    /// Writes a piece of the body and takes over its buffer. An empty one is dropped: as a chunk it would be
    /// the end of the body.
    void data(ByteBuf piece) {
        int length = piece.readableBytes();
        if (length == 0) {
            piece.release();
            return;
        }
        boolean copy = length <= COPY_UP_TO;
        if (chunked) {
            hex(room(CHUNK_OVERHEAD + (copy ? length : 0)), length);
        }
        if (copy) {
            room(length).writeBytes(piece);
            piece.release();
        } else {
            unstage();
            Channels.write(channel, piece);
        }
        if (chunked) {
            ByteBufUtil.writeShortBE(room(2), Bytes.CRLF);
        }
    }

    /// Ends the body. Trailers are dropped where the framing has no place for them.
    ///
    /// @param trailers lines with their CRLF
    void end(byte[] trailers) {
        if (chunked) {
            var out = room(5 + trailers.length);
            out.writeByte('0');
            ByteBufUtil.writeShortBE(out, Bytes.CRLF);
            out.writeBytes(trailers);
            ByteBufUtil.writeShortBE(out, Bytes.CRLF);
        }
    }

    /// Hands over what is staged, to leave with the connection's next flush.
    void write() {
        unstage();
    }

    void flush() {
        unstage();
        channel.flush();
    }

    /// Forgets what has not been flushed.
    void abandon() {
        if (staged != null) {
            staged.release();
            staged = null;
        }
    }

    private ByteBuf room(int size) {
        if (staged != null && staged.maxFastWritableBytes() < size) {
            unstage();
        }
        if (staged == null) {
            staged = channel.alloc().ioBuffer(size + 256);
        }
        return staged;
    }

    private void unstage() {
        if (staged != null) {
            Channels.write(channel, staged);
            staged = null;
        }
    }

    private static void hex(ByteBuf out, int number) {
        int shift = (31 - Integer.numberOfLeadingZeros(number | 1)) & ~3;
        for (; shift >= 0; shift -= 4) {
            out.writeByte(HEX[number >> shift & 15]);
        }
        ByteBufUtil.writeShortBE(out, Bytes.CRLF);
    }
}
