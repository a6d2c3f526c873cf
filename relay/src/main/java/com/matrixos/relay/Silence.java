package com.matrixos.relay;

import io.netty.channel.Channel;
import java.time.Duration;

/// How long nothing has moved in an exchange. Runs on its event loop only.
final class Silence {
    private final Worker worker;
    private final Channel client;
    private final ToUpstream toUpstream;
    private long deadline = Watched.NEVER;
    private long unsent;

    Silence(Worker worker, Channel client, ToUpstream toUpstream) {
        this.worker = worker;
        this.client = client;
        this.toUpstream = toUpstream;
    }

    /// When it has lasted too long, in [System#nanoTime]'s terms.
    long deadline() {
        return deadline;
    }

    /// Something has happened, and may not for so long again.
    void ends(Duration patience) {
        deadline = worker.in(patience);
    }

    /// Whether somebody reads what was written before, if slowly: that is bytes moving, too.
    boolean isReading() {
        long left = Channels.unsent(client) + toUpstream.unsent();
        boolean moved = left != unsent;
        unsent = left;
        return moved;
    }
}
