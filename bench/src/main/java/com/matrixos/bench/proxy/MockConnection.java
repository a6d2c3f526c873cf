package com.matrixos.bench.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// One connection to the mock: requests one after the other, kept alive for ever.
final class MockConnection extends SimpleChannelInboundHandler<HttpObject> {
    private final MockAnthropic mock;
    private Script script = new Script.Message();
    private boolean known;
    private boolean inBody;

    MockConnection(MockAnthropic mock) {
        this.mock = mock;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part instanceof HttpRequest request) {
            known = request.method().equals(HttpMethod.POST) && request.uri().startsWith("/v1/messages");
            script = mock.script();
            inBody = true;
        }
        if (part instanceof LastHttpContent) {
            inBody = false;
            answer(context.channel());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (inBody && script instanceof Script.SlowReader(var pause)) {
            context.channel().config().setAutoRead(false);
            after(pause, context.channel(), () -> context.channel().config().setAutoRead(true));
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A gateway that breaks off shows in the client's figures.
        var _ = context.close();
    }

    private void answer(Channel channel) {
        if (!known) {
            send(Answers.NOT_FOUND, channel);
            return;
        }
        switch (script) {
            case Script.Message(), Script.SlowReader(var _) -> send(Answers.MESSAGE, channel);
            case Script.ShortStream(var later) -> {
                send(Answers.STREAM_BEGIN, channel);
                after(later, channel, () -> send(Answers.STREAM_REST, channel));
            }
            case Script.HeldStream() -> {
                send(Answers.STREAM_BEGIN, channel);
                mock.pacer().add(channel);
            }
        }
    }

    private void send(Template answer, Channel channel) {
        var _ = channel.writeAndFlush(answer.with(mock.nextId(), channel.alloc()), channel.voidPromise());
    }

    private static void after(Duration time, Channel channel, Runnable work) {
        var _ = channel.eventLoop().schedule(work, time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
