package com.matrixos.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.model.message.Ending;
import com.matrixos.testkit.sockets.RawSocket;
import com.matrixos.testkit.time.ManualScheduler;
import com.matrixos.testkit.time.Until;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What can happen to an answer on its way. Time stands still unless a test moves it.
@Timeout(60)
final class IncidentsTest {
    private static final String SEVEN = "[[say a b c d e f g]]\n";

    private static final Instant START = Instant.parse("2026-11-26T00:00:00Z");

    private final ManualScheduler clock = new ManualScheduler(START);
    private final ScriptedModel model = ScriptedModel.start(ModelOptions.anyPort(), clock);
    private final Client client = Client.of(model);

    @AfterEach
    void stop() {
        model.close();
    }

    @Test
    void aCutIsAResetAfterSoManyDeltas() throws Exception {
        try (var socket = raw(SEVEN + "[[cut after 3]]", true)) {
            String head = socket.readHead().startLine();
            var seen = new StringBuilder();
            assertThatIOException().isThrownBy(() -> readAll(socket, seen)).withMessageContaining("reset");

            assertThat(head).isEqualTo("HTTP/1.1 200 OK");
            assertThat(seen.toString().split("text_delta", -1)).hasSize(4);
        }
        assertThat(model.calls().getLast().ending()).isEqualTo(Ending.CUT);
        assertThat(model.calls().getLast().produced()).isEqualTo(2);
    }

    @Test
    void aWholeMessageIsCutInTheMiddle() throws Exception {
        assertThatIOException().isThrownBy(() -> client.ask(SEVEN + "[[cut after 3]]"));
    }

    @Test
    void aCutCanComeBeforeTheAnswer() {
        assertThatIOException().isThrownBy(() -> client.ask("[[cut]]"));
        assertThat(model.calls()).allMatch(call -> call.ending() == Ending.CUT && call.status() == 0);
    }

    @Test
    void anErrorEventEndsTheStream() throws Exception {
        List<SseEvent> events = client.stream(SEVEN + "[[error-event after 2 overloaded_error Overloaded]]");

        assertThat(SseEvent.joined(events, "text")).isEqualTo("a b ");
        assertThat(events.getLast().type()).isEqualTo("error");
        assertThat(events.getLast().data().path("error").path("message").asText())
                .isEqualTo("Overloaded");
        assertThat(model.calls().getLast().ending()).isEqualTo(Ending.FAILED);
    }

    @Test
    void anEventThatNobodyKnowsComesBetween() throws Exception {
        List<SseEvent> events = client.stream(SEVEN + "[[event after 0 future {\"a\":[1],\"type\":\"x\"}]]");

        assertThat(events.get(1).data().toString()).isEqualTo("{\"type\":\"future\",\"a\":[1]}");
        assertThat(events.getLast().type()).isEqualTo("message_stop");
    }

    @Test
    void aStallCanBePinged() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = start(SEVEN + "[[stall 20s after 3 ping 5s]]");
        advanceUntilDone(answer);
        List<SseEvent> events = SseEvent.all(answer.get().body());

        assertThat(SseEvent.ofType(events, "ping")).hasSize(1 + 3);
        assertThat(SseEvent.joined(events, "text")).isEqualTo("a b c d e f g");
        assertThat(clock.instant()).isAfterOrEqualTo(START.plusSeconds(20));
    }

    @Test
    void aStallCanBeSilent() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = start(SEVEN + "[[stall 20s after 3]]");
        advanceUntilDone(answer);

        assertThat(SseEvent.ofType(SseEvent.all(answer.get().body()), "ping")).hasSize(1);
        assertThat(clock.instant()).isAfterOrEqualTo(START.plusSeconds(20));
    }

    @Test
    void aStallCanComeBeforeTheAnswer() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = start("[[stall 20s]]\n[[error 529 overloaded_error]]");
        advanceUntilDone(answer);

        Client.assertError(answer.get(), 529, "overloaded_error");
        assertThat(clock.instant()).isAfterOrEqualTo(START.plusSeconds(20));
    }

    @Test
    void deltasComeAtTheirPaceAndStampedWithTheirTime() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = start("[[say 5 stamps]]\n[[pace 1s]]");
        advanceUntilDone(answer);
        List<SseEvent> deltas = SseEvent.ofType(SseEvent.all(answer.get().body()), "content_block_delta");
        List<Long> micros = deltas.stream()
                .map(event -> Long.parseLong(
                        event.data().path("delta").path("text").asText().strip()))
                .toList();

        assertThat(micros).hasSize(5);
        for (int i = 0; i < micros.size(); i++) {
            Instant due = START.plusSeconds(i);
            assertThat(micros.get(i)).isGreaterThanOrEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, due));
        }
    }

    @Test
    void linesCanEndInCrLf() throws Exception {
        ObjectNode request = Client.request(SEVEN + "[[events crlf]]").put("stream", true);
        String body = client.send(client.message(request)).body();

        assertThat(SseEvent.joined(SseEvent.all(body, "\r\n"), "text")).isEqualTo("a b c d e f g");
        assertThat(body.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
    }

    @Test
    void eventsCanComeInSmallPieces() throws Exception {
        try (var socket = raw("[[say größer]]\n[[split 7]]", true)) {
            var whole = new StringBuilder();
            socket.readHead();
            for (String size = line(socket.in()); !size.equals("0"); size = line(socket.in())) {
                int length = Integer.parseInt(size, 16);
                assertThat(length).isLessThanOrEqualTo(7);
                whole.append(new String(socket.in().readNBytes(length), StandardCharsets.ISO_8859_1));
                line(socket.in());
            }
            byte[] bytes = whole.toString().getBytes(StandardCharsets.ISO_8859_1);
            assertThat(SseEvent.joined(SseEvent.all(new String(bytes, StandardCharsets.UTF_8)), "text"))
                    .isEqualTo("größer");
        }
    }

    @Test
    void aClientThatLeavesIsNoticedThoughNothingIsSent() throws Exception {
        try (var socket = raw(SEVEN + "[[stall 1m after 3]]", true)) {
            socket.readHead();
            while (!line(socket.in()).contains("\"c \"")) {
                // read on to the third delta
            }
        }
        Until.holds("the model has noticed", () -> !model.calls().isEmpty());

        assertThat(model.calls().getLast().ending()).isEqualTo(Ending.CLIENT_GONE);
        assertThat(model.calls().getLast().produced()).isEqualTo(2);
    }

    @Test
    void aClientThatLeavesBeforeTheAnswerIsNoticed() {
        raw("[[stall 1m]]", false).close();
        Until.holds("the model has noticed", () -> !model.calls().isEmpty());

        assertThat(model.calls().getLast().ending()).isEqualTo(Ending.CLIENT_GONE);
        assertThat(model.calls().getLast().status()).isZero();
    }

    /// Each waits for an hour in the middle of its stream.
    @Test
    void aThousandStreamsAreOpenAtOnce() throws Exception {
        var begun = new AtomicInteger();
        var done = new AtomicInteger();
        for (int i = 0; i < 1_000; i++) {
            Thread.ofVirtual().start(() -> {
                try (var socket = raw(SEVEN + "[[stall 60m after 1]]", true)) {
                    socket.readHead();
                    while (!line(socket.in()).contains("\"a \"")) {
                        // read on to the first delta
                    }
                    begun.incrementAndGet();
                    while (!line(socket.in()).contains("message_stop")) {
                        // read on to the end
                    }
                    done.incrementAndGet();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
        }
        Until.holds("all have begun", () -> begun.get() == 1_000);
        assertThat(done).hasValue(0);
        Until.holds("all are done", () -> {
            clock.advance(Duration.ofHours(1));
            return done.get() == 1_000;
        });
    }

    private CompletableFuture<HttpResponse<String>> start(String text) {
        var request = client.message(Client.request(text).put("stream", true));
        return client.http().sendAsync(request.build(), BodyHandlers.ofString());
    }

    private void advanceUntilDone(CompletableFuture<?> answer) {
        Until.holds("the answer is there", () -> {
            clock.advance(Duration.ofMillis(250));
            return answer.isDone();
        });
    }

    private RawSocket raw(String text, boolean stream) {
        byte[] body = Json.write(Client.request(text).put("stream", stream));
        return RawSocket.connect(
                        new InetSocketAddress(model.url().getHost(), model.url().getPort()))
                .send("POST /v1/messages HTTP/1.1\r\nhost: m\r\ncontent-length: " + body.length + "\r\n\r\n")
                .send(body);
    }

    private static void readAll(RawSocket socket, StringBuilder into) throws Exception {
        for (int next = socket.in().read(); next >= 0; next = socket.in().read()) {
            into.append((char) next);
        }
    }

    private static String line(InputStream in) throws Exception {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            assertThat(next).as("after " + line).isNotNegative();
            line.append((char) next);
        }
        return line.toString().replaceFirst("\r$", "");
    }
}
