package com.matrixos.relay;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// Takes a body out of the bytes that arrive, whatever its framing, and hands it on in slices of them.
/// Chunked framing is checked to the letter and taken off; whoever writes the body puts on the framing of
/// its own connection.
final class BodyReader {
    /// Where the body goes.
    interface Sink {
        /// A piece of the body; the sink owns the buffer from now on.
        void data(ByteBuf piece);

        /// The body is complete.
        ///
        /// @param trailers the trailer lines, each with its CRLF, or an empty array
        void end(byte[] trailers);
    }

    private enum State {
        /// Plain bytes, `left` of them to come.
        FIXED,
        /// Plain bytes until the connection ends.
        OPEN_ENDED,
        /// In the line that gives a chunk's size.
        SIZE,
        /// In a chunk's bytes, `left` of them to come.
        CHUNK,
        /// In the CRLF after a chunk's bytes.
        CHUNK_END,
        /// In the lines after the last chunk.
        TRAILERS,
        DONE
    }

    static final byte[] NO_TRAILERS = {};
    /// Room for a size of 15 digits and an extension that means something to nobody.
    private static final int MAX_SIZE_LINE = 256;

    private static final int MAX_SIZE_DIGITS = 15;
    private static final int MAX_TRAILERS = 8 * 1024;

    private @Nullable HeadScanner trailers;
    private State state;
    private long left;

    BodyReader(Framing framing) {
        left = framing.length();
        state = switch (framing.kind()) {
            case NONE -> State.DONE;
            case FIXED -> State.FIXED;
            case CHUNKED -> State.SIZE;
            case CLOSE -> State.OPEN_ENDED;
        };
    }

    boolean done() {
        return state == State.DONE;
    }

    /// Whether the end of the connection is the end of this body.
    boolean endsWithConnection() {
        return state == State.OPEN_ENDED;
    }

    /// Takes as much as there is. What is left in `in` is either the start of something incomplete, and
    /// comes again with more behind it, or, when [#done], no longer part of this message.
    ///
    /// @throws BadMessage when chunked framing is malformed
    void read(ByteBuf in, Sink sink) {
        boolean progress = true;
        while (progress && state != State.DONE) {
            progress = switch (state) {
                case FIXED -> piece(in, sink) && last(sink);
                case OPEN_ENDED -> rest(in, sink);
                case SIZE -> size(in);
                case CHUNK -> piece(in, sink) && go(State.CHUNK_END);
                case CHUNK_END -> chunkEnd(in);
                case TRAILERS -> trailers(in, sink);
                case DONE -> false;
            };
        }
    }

    private boolean go(State next) {
        state = next;
        return true;
    }

    private boolean last(Sink sink) {
        state = State.DONE;
        sink.end(NO_TRAILERS);
        return false;
    }

    /// Hands on up to `left` bytes; true when that was all of them.
    private boolean piece(ByteBuf in, Sink sink) {
        int length = (int) Math.min(left, in.readableBytes());
        if (length > 0) {
            left -= length;
            sink.data(in.readRetainedSlice(length));
        }
        return left == 0;
    }

    private static boolean rest(ByteBuf in, Sink sink) {
        if (in.isReadable()) {
            sink.data(in.readRetainedSlice(in.readableBytes()));
        }
        return false;
    }

    private boolean size(ByteBuf in) {
        int lf = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
        int length = lf < 0 ? in.readableBytes() : lf - in.readerIndex();
        if (length > MAX_SIZE_LINE) {
            throw new BadMessage("a chunk size line that is too long");
        }
        if (lf < 0) {
            return false;
        }
        if (length < 2 || in.getByte(lf - 1) != '\r') {
            throw new BadMessage("a malformed chunk size");
        }
        left = sizeLine(in, in.readerIndex(), lf - 1);
        in.readerIndex(lf + 1);
        return go(left == 0 ? State.TRAILERS : State.CHUNK);
    }

    /// `1*HEXDIG [ ";" text ]`: an extension is dropped, a blank before it refused.
    private static long sizeLine(ByteBuf in, int from, int to) {
        long size = 0;
        int at = from;
        for (; at < to; at++) {
            int digit = Character.digit(in.getByte(at), 16);
            if (digit < 0) {
                break;
            }
            size = size << 4 | digit;
        }
        boolean extension = at < to && in.getByte(at) == ';';
        if (at == from || at - from > MAX_SIZE_DIGITS || (at < to && !extension)) {
            throw new BadMessage("a malformed chunk size");
        }
        for (; at < to; at++) {
            if (!Bytes.text(in.getByte(at))) {
                throw new BadMessage("a control character in a chunk extension");
            }
        }
        return size;
    }

    private boolean chunkEnd(ByteBuf in) {
        if (in.readableBytes() < 2) {
            return false;
        }
        if (in.readByte() != '\r' || in.readByte() != '\n') {
            throw new BadMessage("a chunk longer than its size");
        }
        return go(State.SIZE);
    }

    private boolean trailers(ByteBuf in, Sink sink) {
        if (in.readableBytes() >= 2
                && in.getByte(in.readerIndex()) == '\r'
                && in.getByte(in.readerIndex() + 1) == '\n') {
            in.skipBytes(2);
            return last(sink);
        }
        // Made only here: hardly any body has trailers.
        trailers = trailers == null ? new HeadScanner(MAX_TRAILERS, MAX_TRAILERS) : trailers;
        int length = trailers.scan(in);
        if (length < 0) {
            return false;
        }
        var bytes = new byte[length];
        in.readBytes(bytes);
        state = State.DONE;
        sink.end(Trailers.forwardable(Headers.parse(bytes, 0)));
        return false;
    }
}
