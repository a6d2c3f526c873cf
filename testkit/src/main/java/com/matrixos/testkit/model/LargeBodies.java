package com.matrixos.testkit.model;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;

/// Lets only one body at a time be read beyond its first mebibyte, because a single text of 30 MiB needs four
/// times that while it is taken apart; small ones never wait. Safe for use from any thread.
final class LargeBodies {
    private static final long SMALL = 1024 * 1024;

    private final Semaphore reading = new Semaphore(1);

    /// Reads a body.
    @FunctionalInterface
    interface Reader<T> {
        T read(InputStream body) throws IOException;
    }

    /// Reads a body of so many bytes at the most.
    ///
    /// @throws com.matrixos.testkit.model.message.RefusedException when there are more
    <T> T read(Exchange exchange, long limit, Reader<T> reader) throws IOException {
        try (var body = new Waiting(exchange.body(limit), reading)) {
            return reader.read(body);
        }
    }

    /// Waits for its turn when it proves to be large.
    private static final class Waiting extends FilterInputStream {
        private final Semaphore reading;
        private long read;
        private boolean admitted;

        Waiting(InputStream in, Semaphore reading) {
            super(in);
            this.reading = reading;
        }

        @Override
        public int read() throws IOException {
            admit();
            read++;
            return super.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            admit();
            int got = super.read(into, offset, length);
            read += Math.max(got, 0);
            return got;
        }

        /// The body itself is not closed: what is left of it is dropped when it has been answered.
        @Override
        public void close() {
            if (admitted) {
                reading.release();
            }
        }

        private void admit() throws InterruptedIOException {
            if (admitted || read < SMALL) {
                return;
            }
            try {
                reading.acquire();
                admitted = true;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("while waiting for another body to be read");
            }
        }
    }
}
