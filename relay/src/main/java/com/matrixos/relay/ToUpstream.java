package com.matrixos.relay;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What of an exchange goes to its upstream, and the connection to that, while there is one. Runs on the
/// exchange's event loop only.
final class ToUpstream implements Tapping.Request {
    private @Nullable UpstreamConnection connection;
    private @Nullable MessageWriter writer;
    private boolean bodySent;

    /// Takes the connection.
    ///
    /// @param chunked whether the request's body will be
    void begin(UpstreamConnection connection, boolean chunked) {
        this.connection = connection;
        writer = new MessageWriter(connection.channel());
        writer.chunked(chunked);
    }

    boolean present() {
        return connection != null;
    }

    /// Whether anything of the body has been written, to this connection or one before.
    boolean bodySent() {
        return bodySent;
    }

    /// Whether what comes from the client need not wait.
    boolean writable() {
        return connection == null || connection.channel().isWritable();
    }

    /// Bytes written and not sent yet.
    long unsent() {
        return connection == null ? 0 : Channels.unsent(connection.channel());
    }

    MessageWriter writer() {
        return Objects.requireNonNull(writer);
    }

    @Override
    public void data(ByteBuf piece) {
        bodySent = true;
        writer().data(piece);
    }

    @Override
    public void end(byte[] trailers) {
        writer().end(trailers);
    }

    void flush() {
        if (writer != null) {
            writer.flush();
        }
    }

    /// Sends what is written, unless there is more to come at once and [#flush] after it: a short request leaves as
    /// one.
    /// Its head by itself would cost a system call, and wake the upstream for nothing.
    void flushUnless(boolean more) {
        if (!more) {
            flush();
        }
    }

    /// Whether the answer is read on; how a slow client slows its upstream.
    void reading(boolean on) {
        if (connection != null) {
            Channels.reading(connection.channel(), on);
        }
    }

    /// Hears the upstream out for so long, for nobody but the tap.
    void listenFor(Duration time) {
        Objects.requireNonNull(connection).listenFor(time);
    }

    /// Gives the connection to the caller, with everything written on its way.
    UpstreamConnection take() {
        var taken = Objects.requireNonNull(connection);
        connection = null;
        writer = null;
        return taken;
    }

    /// The connection is gone.
    void lost() {
        connection = null;
        if (writer != null) {
            writer.abandon();
            writer = null;
        }
    }

    /// Closes the connection, if there is one.
    void drop() {
        var dropped = connection;
        lost();
        if (dropped != null) {
            dropped.release(false);
        }
    }
}
