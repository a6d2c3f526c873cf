package com.matrixos.proxy.usage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/// Reads the events of a streamed message off the bytes that pass by, however they are cut.
///
/// Follows the rules of `text/event-stream`: lines end with LF, CR or both, comments are skipped, data may
/// have several lines, an event ends at a blank line. An event's type is the one in its JSON, or its name
/// when the JSON has none. What is generated in an event of more than 32 KiB is measured as it is written, with its
/// escapes.
///
/// Memory is bounded whatever passes. Never blocks. For one thread at a time.
public final class MessageEvents {
    /// More than any message has; a stream that goes on opening blocks must not fill the memory.
    private static final int MOST_OPEN = 4096;

    private static final int LONGEST_TEXT = 256;
    private static final Event OTHER = new Event.Other();

    private final EventFrame frame = new EventFrame();
    private final Tally tally = new Tally();
    private final LinkedHashSet<Integer> open = new LinkedHashSet<>();
    private String messageId = "";
    private String model = "";
    private boolean stopped;
    private boolean endedWithCr;

    /// Is told of each event.
    @FunctionalInterface
    public interface Listener {
        /// An event has ended.
        ///
        /// @param event what it means; the reader has taken it in already
        /// @param end where it ends: so many bytes after the piece's position the next event begins
        void event(Event event, int end);
    }

    /// Takes the next bytes, and tells of all events that end in them. The buffer's position and limit stay
    /// as they are.
    public void read(ByteBuffer piece, Listener listener) {
        ByteBuffer read = piece.slice();
        int at = 0;
        if (read.hasRemaining() && endedWithCr) {
            endedWithCr = false;
            at = read.get(0) == '\n' ? 1 : 0;
        }
        while (at < read.limit()) {
            int end = Bytes.find(read, at, '\n', '\r');
            frame.append(read, at, end);
            if (end == read.limit()) {
                return;
            }
            at = afterLine(read, end);
            if (frame.lineEnds()) {
                tell(listener, at);
            }
        }
    }

    /// What the upstream has reported so far.
    public Usage usage() {
        return tally.usage();
    }

    /// The upstream's id of the message, or empty when it is not known yet.
    public String messageId() {
        return messageId;
    }

    /// Whether all counts that were reported can be read, and there was a report.
    public boolean sound() {
        return tally.sound();
    }

    /// The model that answers, empty when it is not known yet, or [Usage#NO_MODEL].
    public String model() {
        return model;
    }

    /// The numbers of the content blocks that have begun and not ended, in the order in which they began.
    /// A view: it changes with the next event.
    public SequencedSet<Integer> openBlocks() {
        return Collections.unmodifiableSequencedSet(open);
    }

    /// Whether the message has ended as it should.
    public boolean stopped() {
        return stopped;
    }

    /// The LF of a CR at the end of a piece may or may not come with the next one; waiting for it would hold
    /// an event back.
    private int afterLine(ByteBuffer read, int end) {
        if (read.get(end) == '\n') {
            return end + 1;
        }
        if (end + 1 == read.limit()) {
            endedWithCr = true;
            return end + 1;
        }
        return read.get(end + 1) == '\n' ? end + 2 : end + 1;
    }

    private void tell(Listener listener, int end) {
        Event event = event();
        frame.clear();
        listener.event(event, end);
    }

    private Event event() {
        try {
            Outline outline = frame.outline();
            return event(outline.type().isEmpty() ? frame.name() : outline.type(), outline);
        } catch (IOException _) {
            return OTHER;
        }
    }

    private Event event(String type, Outline outline) throws IOException {
        return switch (type) {
            case "content_block_delta" -> outline.delta();
            case "content_block_start" -> blockStarted(outline.index(), outline.search());
            case "content_block_stop" -> blockStopped(outline.index());
            case "message_start" -> started(frame.data().path("message"));
            case "message_delta" -> messageDelta(frame.data());
            case "message_stop" -> stop();
            case "error" -> failed(frame.data().path("error"));
            default -> OTHER;
        };
    }

    private Event started(JsonNode message) {
        messageId = Wire.text(message.path("id"), LONGEST_TEXT).orElse(messageId);
        String told = Wire.model(message.path("model"));
        model = told.isEmpty() ? model : told;
        tally.report(message.path("usage"));
        return new Event.Started(messageId, model);
    }

    private Event blockStarted(int index, boolean search) {
        if (index >= 0 && open.size() < MOST_OPEN) {
            open.add(index);
        }
        return new Event.BlockStarted(index, search);
    }

    private Event blockStopped(int index) {
        open.remove(index);
        return new Event.BlockStopped(index);
    }

    private Event messageDelta(JsonNode data) {
        tally.report(data.path("usage"));
        return new Event.MessageDelta(
                Wire.text(data.path("delta").path("stop_reason"), LONGEST_TEXT).orElse(""));
    }

    private Event stop() {
        stopped = true;
        return new Event.Stopped();
    }

    private static Event failed(JsonNode error) {
        return new Event.Failed(
                Wire.text(error.path("type"), LONGEST_TEXT).orElse(""),
                Wire.text(error.path("message"), JsonSkim.LONGEST_VALUE).orElse(""));
    }
}
