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
    void measuresAnEventThatIsTooLongToBeKept() {
        var events = new MessageEvents();
        var seen = new ArrayList<Event>();
        ByteBuffer megabyte = bytes("x".repeat(1 << 20));

        events.read(
                bytes("event: content_block_delta\ndata: {\"index\":0,\"delta\":{\"signature\":\"s\",\"text\":\""),
                (e, _) -> seen.add(e));
        for (int i = 0; i < 20; i++) {
            events.read(megabyte, (e, _) -> seen.add(e));
        }
        events.read(
                bytes("\",\"estimated_tokens\":3}}\n\ndata: {\"type\":\"message_stop\"}\n\n"), (e, _) -> seen.add(e));

        assertThat(seen).containsExactly(new Delta(20 << 20, 3), new Stopped());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void readsLongEventsAsItReadsShortOnes(String lineEnd) {
        String pad = "\"pad\":\"" + "\\\"{".repeat(30_000) + "\",";
        String stream = """
                : a comment
                event: message_start
                data: {%1$s"type":"message_start","message":{"id":"msg_1","model":"m",%1$s
                data: "usage":{"input_tokens":5,"output_tokens":1}}}

                : %1$s
                data: {"type":"content_block_start","content_block":{%1$s"type":"x"},"index":3}

                x: %1$s
                event: content_block_delta
                data: {"delta":{"text":"twelve bytes",%1$s"thinking":["\\"",3]},
                data: %1$s
                data: "index":3}

                data: {"type":"message_delta",%1$s"delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":9}}

                data: {"type":"error",%1$s"error":{"type":"t","message":"why"}}

                data: {"type":"content_block_stop",%1$s"index":3

                """;
        byte[] asLong = stream.formatted(pad).replace("\n", lineEnd).getBytes(UTF_8);
        byte[] asShort = stream.formatted("\"pad\":\"\",").getBytes(UTF_8);

        Seen seen = Splits.sameAtRandom(asLong, 30, MessageEventsTest::read);

        assertThat(seen).isEqualTo(Splits.same(asShort, MessageEventsTest::read));
        assertThat(seen.events())
                .containsExactly(
                        new Started("msg_1", "m"),
                        new BlockStarted(3),
                        new Delta(12, 0),
                        new MessageDelta("end_turn"),
                        new Failed("t", "why"),
                        new Other());
        assertThat(seen.usage().tokens()).isEqualTo(new Tokens(5, 0, 0, 0, 9));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstLine() {
        String event = "data: {\"type\":\"message_stop\"}\n\n";

        assertThat(Splits.same(("\uFEFF" + event + event).getBytes(UTF_8), MessageEventsTest::read)
                        .events())
                .containsExactly(new Stopped(), new Stopped());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\"m\"|m", "null|''", "7|?", "[\"m\"]|?", "\"%s\"|?"})
    void aModelThatCannotBeReadIsNotTheOneAskedFor(String told, String model) {
        String start = "data: {\"type\":\"message_start\",\"message\":{\"model\":%s}}\n\n";
        for (int length : List.of(300, 10_000, 100_000)) {
            assertThat(readWhole(start.formatted(told.replace("%s", "m".repeat(length))))
                            .model())
                    .isEqualTo(model);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"output_tokens\":9.0}|true",
                "{\"output_tokens\":null}|true",
                "{\"output_tokens\":9.5}|false",
                "{\"input_tokens\":\"9\"}|false",
                "5|false"
            })
    void tellsWhetherAllCountsCanBeRead(String usage, boolean sound) {
        var events = new MessageEvents();
        assertThat(events.sound()).isFalse();
        events.read(bytes("data: {\"type\":\"message_start\",\"message\":{\"usage\":{}}}\n\n"), (_, _) -> {});
        assertThat(events.sound()).isTrue();
        events.read(bytes("data: {\"type\":\"message_delta\",\"usage\":" + usage + "}\n\n"), (_, _) -> {});
        assertThat(events.sound()).isEqualTo(sound);
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
