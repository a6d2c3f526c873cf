package com.matrixos.bench.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// Many of the longest bodies at once, to an upstream that reads slowly. The state is used on the client's
/// loop.
final class Uploads {
    /// Anthropic takes no longer body.
    private static final long LENGTH = 32L << 20;

    private static final int PIECE = 1 << 16;

    /// Some 15 MB/s for each body, so that a target that can take them faster does.
    private static final Duration PAUSE = Duration.ofMillis(4);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String[] AROUND = Body.aroundPrompt();
    private static final byte[] BEGIN = AROUND[0].getBytes(StandardCharsets.UTF_8);
    private static final byte[] END = AROUND[1].getBytes(StandardCharsets.UTF_8);
    private static final ByteBuf FILLER = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer(PIECE).writeBytes("p".repeat(PIECE).getBytes(StandardCharsets.US_ASCII)));

    private final Target target;
    private final int count;
    private final Histogram nanos = Sample.histogram();
    private final CompletableFuture<String> over = new CompletableFuture<>();
    private String trouble = "";
    private int answered;
    private int ended;

    private Uploads(Target target, int count) {
        this.target = target;
        this.count = count;
    }

    /// Sends them and waits for the answers. The sample's times are those from the begin to the answer.
    static Sample run(Stage stage, Target target, int count) throws InterruptedException {
        var run = new Uploads(target, count);
        var connections = new Connections(stage.clients(), target);
        stage.mock().answer(new Script.SlowReader(PAUSE));
        var meter = ProcessMeter.begin(target);
        stage.clients().execute(() -> {
            for (int i = 0; i < count; i++) {
                connections.call(
                        run.new Upload(target.headers().get(i % target.headers().size())));
            }
        });
        String late = run.over
                .completeOnTimeout("uploads that do not end", PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        Cost cost = meter.end();
        return Stage.on(stage.clients(), () -> {
            String first = run.trouble.isEmpty() ? late : run.trouble;
            var sample = new Sample(run.nanos.copy(), count, run.answered, 0, first, cost);
            connections.close();
            return sample;
        });
    }

    private void end() {
        ended++;
        if (ended == count) {
            over.complete("");
        }
    }

    private final class Upload implements Call {
        private final String headers;
        private final long began = System.nanoTime();
        private long fillerLeft = LENGTH - BEGIN.length - END.length;
        private boolean endWritten;

        Upload(String headers) {
            this.headers = headers;
        }

        @Override
        public void write(Channel channel) {
            var _ = channel.write(
                    Unpooled.wrappedBuffer(Requests.head(target, headers, LENGTH), BEGIN), channel.voidPromise());
            writable(channel);
        }

        @Override
        public void writable(Channel channel) {
            while (channel.isWritable() && fillerLeft > 0) {
                int piece = (int) Math.min(PIECE, fillerLeft);
                fillerLeft -= piece;
                var _ = channel.writeAndFlush(FILLER.slice(0, piece), channel.voidPromise());
            }
            if (fillerLeft == 0 && !endWritten) {
                endWritten = true;
                var _ = channel.writeAndFlush(Unpooled.wrappedBuffer(END), channel.voidPromise());
            }
        }

        @Override
        public void firstByte(long now) {
            nanos.recordValue(now - began);
        }

        @Override
        public void done() {
            answered++;
            end();
        }

        @Override
        public void failed(String why) {
            trouble = trouble.isEmpty() ? why : trouble;
            end();
        }
    }
}
