package com.matrixos.testkit.model.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/// Looks whether a client is still there while it is being answered: waits for its next byte, which belongs
/// to the next request and is left where it is, or for the end of the connection.
final class Watch {
    private final InputStream in;
    private final Thread answering;
    private final Thread looking = Thread.ofVirtual().name("watch").unstarted(this::look);
    private volatile boolean there;

    private Watch(InputStream in, Thread answering) {
        this.in = in;
        this.answering = answering;
    }

    /// Nothing else may read from the stream until [#join] has returned.
    static Watch start(InputStream in, Thread answering) {
        var watch = new Watch(in, answering);
        watch.looking.start();
        return watch;
    }

    /// Waits for the next request or the end of the connection, and says whether it is the former.
    boolean join() throws InterruptedException {
        looking.join();
        return there;
    }

    private void look() {
        try {
            in.mark(1);
            there = next() >= 0;
            if (there) {
                in.reset();
            }
        } catch (IOException _) {
            there = false;
        }
        if (!there) {
            answering.interrupt();
        }
    }

    /// A client that only listens is still there.
    private int next() throws IOException {
        while (true) {
            try {
                return in.read();
            } catch (SocketTimeoutException _) {
                in.mark(1);
            }
        }
    }
}
