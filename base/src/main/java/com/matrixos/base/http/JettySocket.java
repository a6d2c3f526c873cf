package com.matrixos.base.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/// Joins a [Sockets.Receiver] to Jetty. Jetty calls it, one call at a time, on the connection's virtual
/// thread.
///
/// Public only because Jetty looks its methods up by reflection; nothing outside this package may use it.
public final class JettySocket extends Session.Listener.AbstractAutoDemanding {
    private final Sockets.Receiver receiver;

    JettySocket(Sockets.Receiver receiver) {
        this.receiver = receiver;
    }

    @Override
    public void onWebSocketOpen(Session session) {
        super.onWebSocketOpen(session);
        receiver.opened(new JettySender(session));
    }

    @Override
    public void onWebSocketText(String message) {
        receiver.text(message);
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        receiver.binary(payload);
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        // Jetty reports the close that follows; a peer that went away is not worth a line in the log.
    }

    @Override
    public void onWebSocketClose(int statusCode, String reason, Callback callback) {
        receiver.closed();
        callback.succeed();
    }

    /// One sender at a time: Jetty refuses a second write while one is pending.
    private static final class JettySender implements Sockets.Sender {
        private final Session session;
        private final ReentrantLock sending = new ReentrantLock();

        JettySender(Session session) {
            this.session = session;
        }

        @Override
        public void text(String message) throws IOException {
            send(session::sendText, message);
        }

        @Override
        public void binary(ByteBuffer message) throws IOException {
            send(session::sendBinary, message);
        }

        @Override
        public void close(int code, @Nullable String reason) {
            session.close(code, reason, Callback.NOOP);
        }

        @Override
        public void abort() {
            session.disconnect();
        }

        private <T> void send(BiConsumer<T, Callback> how, T message) throws IOException {
            sending.lock();
            try {
                var done = new Callback.Completable();
                how.accept(message, done);
                done.join();
            } catch (java.util.concurrent.CompletionException e) {
                throw new IOException("the WebSocket is gone", e.getCause());
            } finally {
                sending.unlock();
            }
        }
    }
}
