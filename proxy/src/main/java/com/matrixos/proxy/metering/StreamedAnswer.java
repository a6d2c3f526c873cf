package com.matrixos.proxy.metering;

import com.matrixos.proxy.usage.Event;
import com.matrixos.proxy.usage.MessageEvents;
import com.matrixos.proxy.usage.OutputEstimate;
import com.matrixos.proxy.usage.Piece;
import com.matrixos.proxy.usage.Usage;
import com.matrixos.relay.Tap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// An answer that comes as events. Asks after each one whether the money lasts for another.
final class StreamedAnswer implements Answer {
    /// A hundred tokens a second, about as fast as models write.
    private static final long NANOS_PER_TOKEN = 10_000_000;

    /// Who pays.
    interface Payer {
        /// The upstream has told the prompt, or told of it anew.
        void told(StreamedAnswer answer);

        /// Whether so much output can be paid for.
        boolean affords(long outputTokens);
    }

    private final MessageEvents events = new MessageEvents();
    private final OutputEstimate estimate = new OutputEstimate();
    private final Payer payer;
    private final LongSupplier nanos;
    private long biggestDelta;
    private long heardAt;
    private long silentNanos;
    private boolean started;
    private boolean ending;
    private boolean failed;
    private Tap.@Nullable Cut cut;

    /// @param nanos a clock for spans of time
    StreamedAnswer(Payer payer, LongSupplier nanos) {
        this.payer = payer;
        this.nanos = nanos;
        this.heardAt = nanos.getAsLong();
    }

    @Override
    public Tap.@Nullable Cut read(Piece piece) {
        events.read(piece.buffer(), this::take);
        return cut;
    }

    private void take(Event event, int end) {
        switch (event) {
            case Event.Started _ -> {
                started = true;
                payer.told(this);
                cutUnless(payer.affords(1), end);
            }
            case Event.Delta delta -> {
                long before = estimate.cautious();
                estimate.add(delta);
                biggestDelta = Math.max(biggestDelta, estimate.cautious() - before);
                heardAt = nanos.getAsLong();
                // The next event is paid for before it is let through.
                cutUnless(payer.affords(outputTokens() + biggestDelta), end);
            }
            case Event.MessageDelta(String stopReason) -> {
                ending |= !stopReason.isEmpty();
                payer.told(this);
            }
            case Event.Failed _ -> failed = true;
            case Event.Other _ -> {
                silent();
                cutUnless(!started || payer.affords(outputTokens() + biggestDelta), end);
            }
            case Event.BlockStarted _, Event.BlockStopped _ -> heardAt = nanos.getAsLong();
            case Event.Stopped _ -> {}
        }
    }

    /// What follows the cut in the same piece is still read: if the end is in it, the cost is exact.
    private void cutUnless(boolean affordable, int end) {
        if (!affordable && cut == null && !ending) {
            cut = new Tap.Cut(end, GracefulEnd.events(events.openBlocks(), estimate.best()));
        }
    }

    /// A ping within a block: the upstream may be thinking where nobody sees it.
    private void silent() {
        long now = nanos.getAsLong();
        if (!events.openBlocks().isEmpty()) {
            silentNanos += now - heardAt;
        }
        heardAt = now;
    }

    /// How much output there is so far; an estimate, rather too much than too little. Silence counts as
    /// thinking at full speed unless the upstream tells how much it thinks.
    long outputTokens() {
        long seen = Math.max(estimate.cautious(), events.usage().tokens().output());
        long unseen = estimate.tellsHidden() ? 0 : silentNanos / NANOS_PER_TOKEN;
        return seen + unseen;
    }

    /// What the upstream has told so far, with no estimate in it.
    Usage told() {
        return events.usage();
    }

    @Override
    public boolean reported() {
        return started && events.sound();
    }

    @Override
    public boolean exact() {
        return reported() && ending && !failed;
    }

    @Override
    public boolean failed() {
        return failed;
    }

    @Override
    public Usage usage() {
        Usage usage = events.usage();
        long output = usage.tokens().output();
        return usage.tokens(usage.tokens().output(exact() ? output : Math.max(output, estimate.best())));
    }

    @Override
    public String messageId() {
        return events.messageId();
    }

    @Override
    public String model() {
        return events.model();
    }
}
