package com.matrixos.testkit.anthropic;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// An HTTP/1.1 server on a loopback port that stands for Anthropic: records every request and answers by
/// script, down to the single write. Safe for use from any thread.
public final class ScriptedAnthropic implements AutoCloseable {
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    private final BlockingQueue<RecordedRequest> arrived = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> ended = new LinkedBlockingQueue<>();
    private volatile Script script = (_, reply) -> reply.json(200, Events.message("hello"));

    private ScriptedAnthropic(ServerSocket server) {
        this.server = server;
    }

    /// Listens on any free loopback port. Until [#play] says otherwise every request gets a short message.
    public static ScriptedAnthropic start() {
        try {
            var upstream = new ScriptedAnthropic(new ServerSocket(0, 256, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().name("scripted-anthropic").start(upstream::accept);
            return upstream;
        } catch (IOException e) {
            throw new UncheckedIOException("listen", e);
        }
    }

    /// Where it listens: `http://127.0.0.1:…`.
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /// Answers every request from now on by this script.
    public ScriptedAnthropic play(Script script) {
        this.script = script;
        return this;
    }

    /// All requests so far, in the order their bodies were complete.
    public List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /// Waits for the next request that was not yet taken.
    ///
    /// @throws AssertionError when none comes in time
    public RecordedRequest take(Duration atMost) throws InterruptedException {
        RecordedRequest request = arrived.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (request == null) {
            throw new AssertionError("no request reached the upstream within " + atMost);
        }
        return request;
    }

    /// Waits until one more connection has ended, whoever ended it.
    ///
    /// @throws AssertionError when none does in time
    public void awaitConnectionEnd(Duration atMost) throws InterruptedException {
        if (ended.poll(atMost.toMillis(), TimeUnit.MILLISECONDS) == null) {
            throw new AssertionError("no connection to the upstream ended within " + atMost);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().name("scripted-anthropic").start(() -> serve(socket));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
            var wire = new Wire(in);
            boolean reusable = true;
            while (reusable) {
                Optional<RecordedRequest> next = wire.next();
                reusable = next.isPresent() && answer(next.get(), new Reply(socket, in));
            }
        } catch (IOException _) {
            // the client is gone, or the script has cut the connection
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
            ended.add(System.nanoTime());
        }
    }

    /// Whether the connection may be used again afterwards.
    private boolean answer(RecordedRequest request, Reply reply) throws IOException, InterruptedException {
        requests.add(request);
        arrived.add(request);
        script.play(request, reply);
        return reply.reusable();
    }
}
