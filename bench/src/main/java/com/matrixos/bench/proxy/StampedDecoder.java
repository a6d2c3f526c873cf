package com.matrixos.bench.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpResponseDecoder;

/// Reads answers, and notes when each piece of them came out of the socket, before anything is done with it.
final class StampedDecoder extends HttpResponseDecoder {
    private Arrival last = new Arrival(0, 0);

    /// The read that what is decoded just now came with.
    Arrival last() {
        return last;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        last = new Arrival(System.nanoTime(), last.number() + 1);
        super.channelRead(context, message);
    }
}
