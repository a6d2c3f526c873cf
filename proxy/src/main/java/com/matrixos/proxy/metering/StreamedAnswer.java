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
    private long searches;
    private Seen passedOn = new Seen(0, 0);
    private boolean uncut;
    private boolean started;
    private boolean ending;
    private boolean failed;
    private Tap.@Nullable Cut cut;

    /// What can be seen of the message's use where the upstream has not told of it.
    private record Seen(long output, long searches) {}

    /// @param nanos a clock for spans of time
    StreamedAnswer(Payer payer, LongSupplier nanos) {
        this.payer = payer;
        this.nanos = nanos;
        this.heardAt = nanos.getAsLong();
    }

    @Override
    public Tap.@Nullable Cut read(Piece piece) {
        // Not every answer can be cut. After one that was there is no further piece.
        uncut |= cut != null;
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
                more(delta);
                goOn(end);
            }
            case Event.MessageDelta(String stopReason) -> {
                ending |= !stopReason.isEmpty();
                payer.told(this);
            }
            case Event.Failed _ -> failed = true;
            case Event.Other _ -> {
                silent();
                goOn(end);
            }
            case Event.BlockStarted(int _, boolean search) -> {
                heardAt = nanos.getAsLong();
                if (search) {
                    searched(end);
                }
            }
            case Event.BlockStopped _ -> heardAt = nanos.getAsLong();
            case Event.Stopped _ -> {}
        }
    }

    private void more(Event.Delta delta) {
        long before = estimate.cautious();
        estimate.add(delta);
        biggestDelta = Math.max(biggestDelta, estimate.cautious() - before);
        if (delta.tellsNothing()) {
            silent();
        } else {
            heardAt = nanos.getAsLong();
        }
    }

    private void searched(int end) {
        searches++;
        if (started) {
            payer.told(this);
            goOn(end);
        }
    }

    /// The next event is paid for before it is let through.
    private void goOn(int end) {
        cutUnless(!started || payer.affords(outputTokens() + biggestDelta), end);
    }

    /// What follows the cut in the same piece is still read: if the end is in it, the cost is exact.
    private void cutUnless(boolean affordable, int end) {
        if (!affordable && cut == null && !ending) {
            passedOn = seen();
            cut = new Tap.Cut(end, GracefulEnd.events(events.openBlocks(), estimate.best()));
        }
    }

    /// A ping within a block, or a signature: the upstream may have been thinking where nobody sees it.
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
        return seen + unseen();
    }

    private long unseen() {
        return estimate.tellsHidden() ? 0 : silentNanos / NANOS_PER_TOKEN;
    }

    private Seen seen() {
        return new Seen(estimate.best() + unseen(), searches);
    }

    /// What the upstream has told so far, with no estimate in it. A search is told when it begins.
    Usage told() {
        return exact() ? events.usage() : events.usage().atLeast(0, searches);
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
        if (exact()) {
            return events.usage();
        }
        // What was read after the cut has not reached the client.
        Seen seen = cut == null || uncut ? seen() : passedOn;
        return events.usage().atLeast(seen.output(), seen.searches());
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
