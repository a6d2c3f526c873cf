package com.matrixos.proxy.metering;

import com.matrixos.proxy.usage.Piece;
import com.matrixos.proxy.usage.Usage;
import com.matrixos.relay.Tap;
import org.jspecify.annotations.Nullable;

/// There is no answer yet, or none that used anything.
final class NoAnswer implements Answer {
    static final NoAnswer INSTANCE = new NoAnswer();

    private NoAnswer() {}

    @Override
    public Tap.@Nullable Cut read(Piece piece) {
        return null;
    }

    @Override
    public boolean reported() {
        return false;
    }

    @Override
    public boolean exact() {
        return false;
    }

    @Override
    public boolean failed() {
        return false;
    }

    @Override
    public Usage usage() {
        return Usage.NONE;
    }

    @Override
    public String messageId() {
        return "";
    }

    @Override
    public String model() {
        return "";
    }
}
