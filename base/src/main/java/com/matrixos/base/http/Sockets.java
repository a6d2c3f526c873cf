package com.matrixos.base.http;

import java.io.IOException;
import java.nio.ByteBuffer;

/// WebSockets without the server library's types: what arrives, and what can be sent.
public final class Sockets {
    private Sockets() {}

    /// Accepts a WebSocket for a call.
    @FunctionalInterface
    public interface Acceptor {
        /// Called before the handshake is answered.
        ///
        /// @throws ProblemException to refuse the handshake
        Receiver accept(Call call);
    }

    /// Hears one WebSocket. Calls come one after the other, on virtual threads that may block; while a
    /// call runs nothing more is read from the peer, so a slow receiver slows its sender down.
    public interface Receiver {
        /// The handshake is done; `sender` may be used from now on.
        void opened(Sender sender);

        /// A whole text message.
        void text(String message);

        /// A whole binary message; the buffer is valid during the call only.
        void binary(ByteBuffer message);

        /// The socket is gone; called once, whatever the reason.
        void closed();
    }

    /// Sends on one WebSocket. Safe for use from any thread; messages are not interleaved.
    public interface Sender {
        /// Sends a text message; returns when the network has taken it.
        void text(String message) throws IOException;

        /// Sends a binary message; returns when the network has taken it.
        void binary(ByteBuffer message) throws IOException;

        /// Begins the closing handshake.
        void close(int code, String reason);

        /// Cuts the connection without a handshake: for a peer that takes nothing any more. A send under
        /// way fails.
        void abort();
    }
}
