package com.matrixos.bench.wake;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The Docker Engine, asked over its socket without the `docker` command, which alone takes 30 ms to start.
record Engine(SocketAddress socket) {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Stops a container; one that is stopped stays so.
    void stop(String container) throws IOException {
        post("/containers/" + container + "/stop?t=5");
    }

    /// Starts a container and asks it until it answers.
    ///
    /// @return nanoseconds from the start command to the first byte of the answer
    long startToFirstByte(String container, int port, String path) throws IOException {
        long began = System.nanoTime();
        post("/containers/" + container + "/start");
        while (true) {
            try {
                return Http.ask(Http.loopback(port), "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n", "")
                                .orThrow(container)
                                .firstByteNanos()
                        - began;
            } catch (IOException e) {
                // Docker's port forwarder accepts before the container listens, then hangs up.
                if (System.nanoTime() - began > PATIENCE.toNanos()) {
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }

    private void post(String path) throws IOException {
        Http.ask(socket, "POST " + path + " HTTP/1.1\r\nHost: docker\r\n", "").orThrow(path);
    }
}
