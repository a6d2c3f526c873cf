package com.matrixos.bench.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One keep-alive connection: calls one after the other.
final class Connection extends SimpleChannelInboundHandler<HttpObject> {
    private static final int SHOWN_OF_A_REFUSAL = 200;

    private final StampedDecoder decoder;
    private final Connections pool;
    private final StringBuilder refusal = new StringBuilder();
    private @Nullable ChannelHandlerContext context;
    private @Nullable Call call;
    private boolean begun;
    private boolean keep;

    Connection(StampedDecoder decoder, Connections pool) {
        this.decoder = decoder;
        this.pool = pool;
    }

    /// Makes a call; the one before has ended.
    void begin(Call next) {
        if (context == null || !context.channel().isActive()) {
            next.failed("the connection is closed");
            return;
        }
        call = next;
        begun = false;
        refusal.setLength(0);
        next.write(context.channel());
    }

    boolean isOpen() {
        return context != null && context.channel().isActive();
    }

    void close() {
        if (context != null) {
            var _ = context.close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        this.context = context;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        Call current = call;
        if (current == null) {
            return;
        }
        if (!begun) {
            begun = true;
            current.firstByte(decoder.last().time());
        }
        if (part instanceof HttpResponse response) {
            keep = HttpUtil.isKeepAlive(response);
            refusal.append(response.status().code() == 200 ? "" : response.status());
        }
        if (part instanceof HttpContent content) {
            take(current, content);
        }
        if (part instanceof LastHttpContent) {
            end(current);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (call != null && context.channel().isWritable()) {
            call.writable(context.channel());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail("the connection was closed");
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(cause.toString());
        var _ = context.close();
    }

    private void take(Call current, HttpContent content) {
        if (refusal.isEmpty()) {
            current.content(content.content(), decoder.last());
        } else if (refusal.length() < SHOWN_OF_A_REFUSAL) {
            refusal.append(' ').append(content.content().toString(StandardCharsets.UTF_8));
        }
    }

    private void end(Call ended) {
        call = null;
        if (keep) {
            pool.release(this);
        } else {
            close();
        }
        if (refusal.isEmpty()) {
            ended.done();
        } else {
            ended.failed(refusal.substring(0, Math.min(SHOWN_OF_A_REFUSAL, refusal.length())));
        }
    }

    private void fail(String why) {
        Call broken = call;
        call = null;
        if (broken != null) {
            broken.failed(why);
        }
    }
}
