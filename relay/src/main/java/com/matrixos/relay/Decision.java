package com.matrixos.relay;

import io.netty.channel.EventLoop;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// The one answer to one question put to the router or a tap. Brings it to the exchange's event loop from
/// whatever thread it comes on; a second answer is ignored.
final class Decision<T> implements Consumer<T> {
    private final EventLoop loop;
    private final Consumer<T> asker;
    private final AtomicBoolean decided = new AtomicBoolean();

    Decision(EventLoop loop, Consumer<T> asker) {
        this.loop = loop;
        this.asker = asker;
    }

    @Override
    public void accept(T answer) {
        if (!decided.compareAndSet(false, true)) {
            return;
        }
        if (loop.inEventLoop()) {
            asker.accept(answer);
        } else {
            loop.execute(() -> asker.accept(answer));
        }
    }
}
