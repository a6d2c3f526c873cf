package com.matrixos.proxy.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.proxy.usage.Event.BlockStarted;
import com.matrixos.proxy.usage.Event.BlockStopped;
import com.matrixos.proxy.usage.Event.Delta;
import com.matrixos.proxy.usage.Event.Failed;
import com.matrixos.proxy.usage.Event.MessageDelta;
import com.matrixos.proxy.usage.Event.Other;
import com.matrixos.proxy.usage.Event.Started;
import com.matrixos.proxy.usage.Event.Stopped;
import com.matrixos.proxy.usage.Usage.Iteration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageEventsTest {
    private record Seen(
            List<Event> events, Usage usage, String id, String model, List<Integer> open, boolean stopped) {}

    @Test
    void readsAPlainMessage() throws IOException {
        Seen seen = readWhole(fixture("plain"));

        assertThat(seen.events())
                .containsExactly(
                        new Started("msg_plain", "claude-opus-5-5"),
                        new BlockStarted(0),
                        new Other(),
                        new Delta(5, 0),
                        new Delta(", wörld € 😀".getBytes(UTF_8).length, 0),
                        new BlockStopped(0),
                        new BlockStarted(1),
                        new Delta(0, 0),
                        new Delta("{\"a\": \"é\"}".getBytes(UTF_8).length, 0),
                        new BlockStopped(1),
                        new MessageDelta("tool_use"),
                        new Stopped());
        assertThat(seen.usage())
                .isEqualTo(new Usage(new Tokens(25, 1000, 100, 200, 89), 0, "standard", "standard", "us", List.of()));
        assertThat(seen.id()).isEqualTo("msg_plain");
        assertThat(seen.model()).isEqualTo("claude-opus-5-5");
        assertThat(seen.open()).isEmpty();
        assertThat(seen.stopped()).isTrue();
    }

    @Test
    void readsHiddenThinkingAndSeveralLastReports() throws IOException {
        Seen seen = readWhole(fixture("thinking"));

        assertThat(seen.events())
                .contains(new Delta(0, 128), new Delta(0, 64), new Delta(0, 0))
                .contains(new MessageDelta(""), new MessageDelta("max_tokens"));
        assertThat(seen.usage().tokens()).isEqualTo(new Tokens(9, 0, 0, 0, 231));
        assertThat(seen.usage().speed()).isEqualTo("fast");
    }

    @Test
    void readsAPromptThatASearchHasMadeLonger() throws IOException {
        Seen seen = readWhole(fixture("web-search"));

        assertThat(seen.events()).contains(new Delta(0, 0), new Delta("It rains.".length(), 0));
        assertThat(seen.usage().tokens()).isEqualTo(new Tokens(10_682, 0, 0, 0, 510));
        assertThat(seen.usage().webSearches()).isEqualTo(1);
    }

    @Test
    void readsThePartsOfACall() throws IOException {
        Seen seen = readWhole(fixture("iterations"));

        assertThat(seen.events()).contains(new Delta("So far: nothing.".length(), 0));
        assertThat(seen.usage().iterations())
                .containsExactly(
                        new Iteration("compaction", "", new Tokens(180_000, 0, 10, 30, 3500)),
                        new Iteration("message", "", new Tokens(23_000, 0, 0, 0, 1000)),
                        new Iteration("advisor_message", "claude-opus-5-5", new Tokens(823, 5, 0, 0, 1612)));
    }

    @Test
    void tellsOfAFailureAndWhatWasOpen() throws IOException {
        Seen seen = readWhole(fixture("error"));

        assertThat(seen.events()).endsWith(new Failed("overloaded_error", "Overloaded"));
        assertThat(seen.open()).containsExactly(0);
        assertThat(seen.stopped()).isFalse();
    }

    @Test
    void passesOverWhatItDoesNotKnow() throws IOException {
        Seen seen = readWhole(fixture("odd"));

        assertThat(seen.events())
                .containsExactly(
                        new Started("msg_odd", "claude-opus-5"),
                        new Other(),
                        new BlockStarted(0),
                        new Other(),
                        new Delta(3, 0),
                        new Delta(0, 0),
                        new Other(),
                        new Other(),
                        new Stopped());
        assertThat(seen.usage().tokens()).isEqualTo(new Tokens(3, 0, 50, 0, 1));
        assertThat(seen.open()).containsExactly(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "thinking", "web-search", "iterations", "error", "odd"})
    void seesNoCutAndNoKindOfLineEnd(String name) throws IOException {
        Seen seen = Splits.same(fixture(name).getBytes(UTF_8), MessageEventsTest::read);

        for (String lineEnd : List.of("\r\n", "\r")) {
            byte[] other = fixture(name).replace("\n", lineEnd).getBytes(UTF_8);
            assertThat(Splits.same(other, MessageEventsTest::read)).isEqualTo(seen);
        }
    }

    @ParameterizedTest
    @CsvSource({"\\n,0", "\\r\\n,0", "\\r,0", "\\n,5", "\\r\\n,5"})
    void tellsWhereAnEventEnds(String escaped, int offset) throws IOException {
        String lineEnd = escaped.translateEscapes();
        String text = fixture("plain").replace("\n", lineEnd);
        byte[] bytes = ("x".repeat(offset) + text).getBytes(UTF_8);
        ByteBuffer piece = ByteBuffer.wrap(bytes, offset, bytes.length - offset);
        var ends = new ArrayList<Integer>();

        new MessageEvents().read(piece, (_, end) -> ends.add(end));

        assertThat(piece.position()).isEqualTo(offset);
        assertThat(ends).hasSize(12).last().isEqualTo(bytes.length - offset);
        for (int end : ends) {
            assertThat(new String(bytes, offset, end, UTF_8)).endsWith("}" + lineEnd + lineEnd);
        }
    }

    @Test
    void anEventEndsWithTheCrThatMayHaveALfBehindIt() {
        var events = new MessageEvents();
        var ends = new ArrayList<Integer>();

        events.read(bytes("data: {}\r\n\r"), (_, end) -> ends.add(end));
        events.read(bytes("\ndata: {}\r\n\r\n"), (_, end) -> ends.add(end));

        assertThat(ends).containsExactly(11, 13);
    }

    @Test
    void keepsNothingOfAnEventThatIsTooLong() {
        var events = new MessageEvents();
        var seen = new ArrayList<Event>();
        ByteBuffer megabyte = bytes("x".repeat(1 << 20));

        events.read(
                bytes("event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":\""),
                (e, _) -> seen.add(e));
        for (int i = 0; i < 9; i++) {
            events.read(megabyte, (e, _) -> seen.add(e));
        }
        events.read(bytes("\"}\ndata: more\n\ndata: {\"type\":\"message_stop\"}\n\n"), (e, _) -> seen.add(e));

        assertThat(seen).containsExactly(new Other(), new Stopped());
    }

    @Test
    void readsAnEventOfMegabytes() {
        var events = new MessageEvents();
        var seen = new ArrayList<Event>();

        events.read(
                bytes("data: {\"type\":\"content_block_start\",\"content\":\"" + "x".repeat(7 << 20)
                        + "\",\"index\":4}\n\n"),
                (e, _) -> seen.add(e));

        assertThat(seen).containsExactly(new BlockStarted(4));
        assertThat(events.openBlocks()).containsExactly(4);
    }

    @Test
    void aBrokenEventDoesNoHarm() {
        var events = new MessageEvents();
        var seen = new ArrayList<Event>();

        events.read(bytes("""
                data: {"type":"message_delta","usage":{"output_tokens":5

                data: {"type":"message_delta","delta":7,"usage":[1]}

                data: {"type":"content_block_delta","delta":"text","index":99999999999}

                data: {"type":"content_block_delta","delta":{"text":5,"estimated_tokens":-3}}

                data: {"type":"content_block_delta","delta":{"estimated_tokens":99999999999999999999}}

                data: {"type":"content_block_stop","index":"0"}

                data: {"type":"content_block_stop","index":1
                data: 2}

                data: {"type":"error"}

                """), (e, _) -> seen.add(e));

        assertThat(seen)
                .containsExactly(
                        new Other(),
                        new MessageDelta(""),
                        new Delta(0, 0),
                        new Delta(0, 0),
                        new Delta(0, 0),
                        new BlockStopped(-1),
                        new Other(),
                        new Failed("", ""));
        assertThat(events.usage()).isEqualTo(Usage.NONE);
    }

    @Test
    void remembersOpenBlocksInTheirOrder() {
        var events = new MessageEvents();
        for (int index : List.of(2, 0, 1)) {
            events.read(bytes("data: {\"type\":\"content_block_start\",\"index\":" + index + "}\n\n"), (_, _) -> {});
        }
        events.read(bytes("data: {\"type\":\"content_block_stop\",\"index\":0}\n\n"), (_, _) -> {});

        assertThat(events.openBlocks()).containsExactly(2, 1);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static String fixture(String name) throws IOException {
        try (var file = MessageEventsTest.class.getResourceAsStream("/usage/" + name + ".sse")) {
            return new String(file.readAllBytes(), UTF_8);
        }
    }

    private static Seen readWhole(String stream) {
        return read(List.of(bytes(stream)));
    }

    private static Seen read(List<ByteBuffer> pieces) {
        var events = new MessageEvents();
        var seen = new ArrayList<Event>();
        pieces.forEach(piece -> events.read(piece, (event, _) -> seen.add(event)));
        return new Seen(
                seen,
                events.usage(),
                events.messageId(),
                events.model(),
                List.copyOf(events.openBlocks()),
                events.stopped());
    }
}
