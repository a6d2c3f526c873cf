package com.matrixos.proxy.metering;

import com.matrixos.proxy.usage.MessageJson;
import com.matrixos.proxy.usage.Piece;
import com.matrixos.proxy.usage.Usage;
import com.matrixos.relay.Tap;
import org.jspecify.annotations.Nullable;

/// An answer in one piece of JSON. It is complete at the upstream before its first byte is here, so ending it
/// early would save nothing.
final class WholeAnswer implements Answer {
    private static final int BYTES_PER_TOKEN = 4;

    private final MessageJson message = new MessageJson();
    private long bytes;

    @Override
    public Tap.@Nullable Cut read(Piece piece) {
        bytes += piece.limit();
        message.feed(piece);
        return null;
    }

    @Override
    public boolean reported() {
        return message.sound();
    }

    @Override
    public boolean exact() {
        return message.sound();
    }

    @Override
    public boolean failed() {
        return message.failed();
    }

    @Override
    public Usage usage() {
        Usage usage = message.usage();
        long output = usage.tokens().output();
        return reported() ? usage : usage.tokens(usage.tokens().output(Math.max(output, bytes / BYTES_PER_TOKEN)));
    }

    @Override
    public String messageId() {
        return message.messageId();
    }

    @Override
    public String model() {
        return message.model();
    }
}
