package com.matrixos.bench.proxy;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;

/// Sends the events of all open streams, one stream after the other at even distances, so that each gets its
/// own at a steady rate and they never come in one burst. Used on the mock's event loop.
final class Pacer {
    private static final long SECOND = 1_000_000_000L;

    private final EventLoop loop;
    private final List<Channel> streams = new ArrayList<>();
    private Window window = new Window(0, 0);
    private boolean sending;
    private int next;
    private long sent;

    Pacer(EventLoop loop) {
        this.loop = loop;
    }

    /// A stream whose beginning has been sent.
    void add(Channel stream) {
        streams.add(stream);
    }

    /// Sends from now on.
    ///
    /// @param perSecond events of each stream
    /// @param counted which of them [#sent] counts
    void begin(int perSecond, Window counted) {
        window = counted;
        sent = 0;
        next = 0;
        sending = !streams.isEmpty();
        long gap = SECOND / ((long) perSecond * Math.max(1, streams.size()));
        Cadence.begin(loop, System.nanoTime(), () -> gap, _ -> send());
    }

    /// Sends no more events and ends all streams.
    void finish() {
        sending = false;
        for (Channel stream : streams) {
            var _ = stream.writeAndFlush(Answers.STREAM_END.with(0, stream.alloc()), stream.voidPromise());
        }
        streams.clear();
    }

    /// Events sent in the window.
    long sent() {
        return sent;
    }

    private boolean send() {
        if (!sending) {
            return false;
        }
        Channel stream = streams.get(next);
        next = (next + 1) % streams.size();
        long now = System.nanoTime();
        var _ = stream.writeAndFlush(Answers.STREAM_EVENT.with(now, stream.alloc()), stream.voidPromise());
        sent += window.contains(now) ? 1 : 0;
        return true;
    }
}
