package com.matrixos.proxy.demo;

import com.matrixos.proxy.anthropic.AnthropicError;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A request's body, of so many bytes at the most.
final class LimitedInput extends FilterInputStream {
    private final long limit;
    private long read;

    LimitedInput(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int got = super.read(into, offset, length);
        count(Math.max(got, 0));
        return got;
    }

    /// Reads and drops what is left, up to the limit once more: who is still sending does not hear an answer.
    void drain() throws IOException {
        byte[] dropped = new byte[64 * 1024];
        for (long left = limit; left > 0; ) {
            int got = in.read(dropped);
            if (got < 0) {
                return;
            }
            left -= got;
        }
    }

    private void count(int bytes) {
        read += bytes;
        if (read > limit) {
            throw new RefusedException(
                    AnthropicError.ofStatus(413, "the request body must not exceed " + limit + " bytes"));
        }
    }
}
