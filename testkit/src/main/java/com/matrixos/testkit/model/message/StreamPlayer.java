package com.matrixos.testkit.model.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.model.script.Directive;
import com.matrixos.testkit.model.script.Directive.Incident;
import com.matrixos.testkit.model.script.TokenRule;
import com.matrixos.testkit.model.wire.WireReply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Plays an answer as events, in the order and shape in which Anthropic sends them, with the script's
/// incidents on the way. For one answer, on one thread.
public final class StreamPlayer {
    /// The step in which thoughts that are not shown are estimated; what is left at their end is not
    /// reported.
    private static final int QUANTUM = 50;

    private final Turn turn;
    private final boolean countsThoughts;
    private final String requestId;
    private final Pauses pauses;
    private final EventWriter events;
    private final List<Incident> incidents;
    private final Duration pace;
    private Instant due = Instant.MIN;
    private int deltas;
    private long paid;
    private long bytes;

    /// @param countsThoughts whether the client wants an estimate of thoughts that are not shown
    /// @param requestId for an error event
    public StreamPlayer(Turn turn, boolean countsThoughts, String requestId, WireReply reply, Pauses pauses) {
        this.turn = turn;
        this.countsThoughts = countsThoughts;
        this.requestId = requestId;
        this.pauses = pauses;
        this.events = new EventWriter(reply, turn.step());
        this.incidents = turn.step().all(Incident.class);
        this.pace = turn.step()
                .last(Directive.Pace.class)
                .map(Directive.Pace::delay)
                .orElse(Duration.ZERO);
    }

    /// What was written so far, in tokens, shown or not.
    public long produced() {
        return paid + TokenRule.of(bytes);
    }

    /// Plays it on a reply whose head was sent, and says how it ended; to end the reply so is left to the
    /// caller.
    public Ending play() {
        try {
            events.send("message_start", object().set("message", turn.started()));
            happen();
            for (int i = 0; i < turn.blocks().size(); i++) {
                block(i, turn.blocks().get(i));
            }
            ObjectNode end = object().set("delta", turn.end());
            events.send("message_delta", end.set("usage", turn.usage().end()));
            events.send("message_stop", object());
            return Ending.COMPLETE;
        } catch (BrokenOffException e) {
            return e.ending;
        } catch (IOException _) {
            return Ending.CLIENT_GONE;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Ending.CLIENT_GONE;
        }
    }

    private void block(int index, Block block) throws IOException, InterruptedException, BrokenOffException {
        ObjectNode start = object().put("index", index);
        events.send("content_block_start", start.set("content_block", block.start()));
        if (index == 0) {
            events.ping();
        }
        switch (block) {
            case Block.Text(String text) -> text(index, "text_delta", "text", text);
            case Block.Stamps(int count) -> stamps(index, count);
            case Block.Thinking thinking -> thinking(index, thinking);
            case Block.ToolUse tool -> text(index, "input_json_delta", "partial_json", tool.input());
        }
        paid += TokenRule.of(bytes);
        bytes = 0;
        events.send("content_block_stop", object().put("index", index));
    }

    private void text(int index, String type, String field, String text)
            throws IOException, InterruptedException, BrokenOffException {
        for (int from = 0; from < text.length(); ) {
            int end = Pieces.end(text, from);
            String piece = text.substring(from, end);
            keepPace();
            ObjectNode delta = object().put("type", type).put(field, piece);
            if (countsThoughts && type.equals("thinking_delta")) {
                delta.putNull("estimated_tokens");
            }
            send(index, delta, TokenRule.bytes(piece));
            from = end;
        }
    }

    private void stamps(int index, int count) throws IOException, InterruptedException, BrokenOffException {
        for (int i = 0; i < count; i++) {
            keepPace();
            String stamp = Block.Stamps.stamp(pauses.scheduler().instant());
            send(index, object().put("type", "text_delta").put("text", stamp), stamp.length());
        }
    }

    private void thinking(int index, Block.Thinking block)
            throws IOException, InterruptedException, BrokenOffException {
        switch (block.shown()) {
            case SUMMARIZED -> text(index, "thinking_delta", "thinking", block.thoughts());
            case OMITTED -> unseen(index, block.tokens());
        }
        ObjectNode signature = object().put("type", "signature_delta").put("signature", block.signature());
        events.send("content_block_delta", object().put("index", index).set("delta", signature));
    }

    /// Time passes and tokens are paid for, whether the client hears of it or not.
    private void unseen(int index, long tokens) throws IOException, InterruptedException, BrokenOffException {
        for (long left = tokens; left > 0; left -= QUANTUM) {
            keepPace();
            long step = Math.min(left, QUANTUM);
            if (countsThoughts && step == QUANTUM) {
                ObjectNode delta = object().put("type", "thinking_delta").put("thinking", "");
                send(index, delta.put("estimated_tokens", QUANTUM), step * TokenRule.BYTES);
            } else {
                bytes += step * TokenRule.BYTES;
            }
        }
    }

    private void send(int index, ObjectNode delta, long size)
            throws IOException, InterruptedException, BrokenOffException {
        events.send("content_block_delta", object().put("index", index).set("delta", delta));
        bytes += size;
        deltas++;
        happen();
    }

    /// Each delta has its time, so that what a write takes does not add up. Who comes late does not hurry
    /// afterwards.
    private void keepPace() throws InterruptedException {
        if (pace.isZero()) {
            return;
        }
        Instant now = pauses.scheduler().instant();
        if (now.isBefore(due)) {
            pauses.pause(Duration.between(now, due));
            due = due.plus(pace);
        } else {
            due = now.plus(pace);
        }
    }

    private void happen() throws IOException, InterruptedException, BrokenOffException {
        for (Incident incident : incidents) {
            if (incident.after() == deltas) {
                happen(incident);
            }
        }
    }

    private void happen(Incident incident) throws IOException, InterruptedException, BrokenOffException {
        switch (incident) {
            case Directive.Cut _ -> throw new BrokenOffException(Ending.CUT);
            case Directive.FailEvent(var _, String type, String message) -> {
                events.send("error", new ApiError(200, type, message).json(requestId));
                throw new BrokenOffException(Ending.FAILED);
            }
            case Directive.Stall stall -> stall(stall);
            case Directive.Interim(var _, ObjectNode fields) -> interim(fields);
            case Directive.Extra(var _, String event, ObjectNode fields) -> events.send(event, fields);
        }
    }

    private void stall(Directive.Stall stall) throws IOException, InterruptedException {
        Duration interval = stall.ping().filter(Duration::isPositive).orElse(stall.length());
        Duration left = stall.length();
        while (left.compareTo(interval) > 0) {
            pauses.pause(interval);
            events.ping();
            left = left.minus(interval);
        }
        pauses.pause(left);
    }

    private void interim(ObjectNode fields) throws IOException {
        ObjectNode delta = object().putNull("stop_reason").putNull("stop_sequence");
        ObjectNode event = object().set("delta", delta);
        events.send("message_delta", event.set("usage", turn.usage().soFar(produced(), fields)));
    }

    private static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }

    /// Leaves the middle of an answer.
    private static final class BrokenOffException extends Exception {
        private static final long serialVersionUID = 1L;

        private final Ending ending;

        BrokenOffException(Ending ending) {
            super(null, null, false, false);
            this.ending = ending;
        }
    }
}
