package com.matrixos.home.terminal;

import com.matrixos.base.http.Sockets;
import com.matrixos.home.terminal.Terminal.Attached;
import com.matrixos.home.terminal.Terminal.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client of one terminal. What it says is heard on the WebSocket's thread; a virtual thread of its own, begun
/// when the socket opens, tells it everything.
final class TerminalSocket implements Sockets.Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(TerminalSocket.class);

    private static final int NORMAL = 1000;
    private static final int UNKNOWN_SESSION = 4404;
    private static final int TOO_MANY = 4429;
    private static final int CANNOT_START = 4500;

    private final Terminals terminals;
    private final AttachRequest request;

    /// Set by `opened` before any other call; null for ever when no terminal was found.
    private @Nullable Session session;

    /// A terminal and the client's place in it.
    private record Session(Terminal terminal, Attached attached, Sockets.Sender sender) {}

    TerminalSocket(Terminals terminals, AttachRequest request) {
        this.terminals = terminals;
        this.request = request;
    }

    @Override
    public void opened(Sockets.Sender sender) {
        try {
            Optional<Terminal> found =
                    request.session().isEmpty() ? terminals.open(request.size()) : terminals.find(request.session());
            if (found.isPresent()) {
                attach(found.get(), sender);
            } else if (request.session().isEmpty()) {
                String message = "there are " + Terminals.MOST + " terminals already; close one first";
                refuse(sender, new ServerMessage.Failure("too-many-terminals", message, ""), TOO_MANY);
            } else {
                refuse(sender, unknown(), UNKNOWN_SESSION);
            }
        } catch (IOException e) {
            LOG.error("terminal cannot be started", e);
            var failure = new ServerMessage.Failure("cannot-start", "the terminal cannot be started", "");
            refuse(sender, failure, CANNOT_START);
        }
    }

    @Override
    public void text(String message) {
        Session current = session;
        if (current == null) {
            return;
        }
        try {
            switch (ClientMessage.parse(message)) {
                case ClientMessage.Input(String data) -> type(current, data.getBytes(StandardCharsets.UTF_8));
                case ClientMessage.Resize(Size size) -> current.terminal().resize(size);
                case ClientMessage.Ack(long offset) ->
                    current.terminal().acknowledge(current.attached().viewer(), offset);
            }
        } catch (BadMessageException e) {
            tell(current, new ServerMessage.Failure("bad-message", String.valueOf(e.getMessage()), e.field()));
        }
    }

    @Override
    public void binary(ByteBuffer message) {
        Session current = session;
        if (current != null) {
            var bytes = new byte[message.remaining()];
            message.get(bytes);
            type(current, bytes);
        }
    }

    @Override
    public void closed() {
        Session current = session;
        if (current != null) {
            current.terminal().detach(current.attached().viewer());
        }
    }

    private void attach(Terminal terminal, Sockets.Sender sender) {
        if (!request.session().isEmpty()) {
            request.wantedSize().ifPresent(terminal::resize);
        }
        var current = new Session(terminal, terminal.attach(request.after(), sender::abort), sender);
        session = current;
        Thread.ofVirtual().name("terminal-client").start(() -> tellAll(current));
    }

    private static void tellAll(Session current) {
        Attached attached = current.attached();
        try {
            Sockets.Sender sender = current.sender();
            sender.text(new ServerMessage.Attached(current.terminal().id(), attached.offset(), attached.size()).json());
            if (attached.gap()) {
                sender.text(new ServerMessage.Gap(attached.offset()).json());
            }
            while (tellNext(current)) {}
        } catch (IOException e) {
            current.terminal().detach(attached.viewer());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether there is more to tell.
    private static boolean tellNext(Session current) throws IOException, InterruptedException {
        Viewer viewer = current.attached().viewer();
        return switch (current.terminal().next(viewer)) {
            case Event.Output(long offset, byte[] bytes) -> {
                current.sender().binary(ByteBuffer.wrap(bytes));
                current.terminal().sent(viewer, offset + bytes.length);
                yield true;
            }
            case Event.Exited(int code) -> {
                current.sender().text(new ServerMessage.Exit(code).json());
                current.sender().close(NORMAL, "the program has ended");
                yield false;
            }
            case Event.Left() -> false;
        };
    }

    private static void type(Session current, byte[] bytes) {
        if (!current.terminal().type(bytes)) {
            tell(current, new ServerMessage.Failure("input-full", "the program does not read its input", "data"));
        }
    }

    /// From a thread of its own: the caller is the socket's, which must go on hearing while the peer is slow.
    private static void tell(Session current, ServerMessage message) {
        Thread.ofVirtual().start(() -> {
            try {
                current.sender().text(message.json());
            } catch (IOException e) {
                LOG.debug("client is gone", e);
            }
        });
    }

    private ServerMessage unknown() {
        return new ServerMessage.Failure(
                "unknown-session", "there is no such terminal: " + request.session(), "session");
    }

    private static void refuse(Sockets.Sender sender, ServerMessage message, int code) {
        Thread.ofVirtual().start(() -> {
            try {
                sender.text(message.json());
                sender.close(code, "refused");
            } catch (IOException e) {
                LOG.debug("client is gone", e);
            }
        });
    }
}
