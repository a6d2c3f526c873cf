package com.matrixos.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.testkit.sockets.RawServer;
import com.matrixos.testkit.sockets.RawSocket;
import com.matrixos.testkit.time.Until;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What a tap sees, and what it may do.
final class TapTest {
    private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n";
    private static final String EVENTS = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static TestRelay tapped(ScriptedTap tap, RawServer.Script script) {
        return TestRelay.before(
                to -> new Verdict.Forward(to.upstream(), to.edits(), to.privateByDefault(), to.meter(), tap), script);
    }

    private static Verdict.Respond respond(int status, String body) {
        return new Verdict.Respond(status, Map.of("x-by", "tap"), body.getBytes(StandardCharsets.US_ASCII));
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    @Test
    void seesBothBodiesAndLetsThemPass() throws Exception {
        var tap = new ScriptedTap();
        try (var relay = tapped(tap, Scripts::mirror);
                var client = relay.send(POST + "0123456789")) {
            assertThat(client.read().body()).startsWith("POST / HTTP/1.1").endsWith("0123456789");
            assertThat(tap.awaitEnd()).isEqualTo(Tap.End.COMPLETE);
            assertThat(tap.requested()).isEqualTo("0123456789");
            assertThat(tap.responded()).endsWith("0123456789");
            assertThat(client.send(POST + "9876543210").read().body()).endsWith("9876543210");
        }
    }

    @Test
    void holdsBackTheEndOfTheRequestUntilItIsGranted() throws Exception {
        var tap = new ScriptedTap().gated();
        var arrived = new LinkedBlockingQueue<String>();
        RawServer.Script script = connection -> {
            connection.readHead();
            arrived.add(new String(connection.exactly(4), StandardCharsets.US_ASCII));
            arrived.add(new String(connection.exactly(6), StandardCharsets.US_ASCII));
            connection.send(Scripts.ok("done"));
        };
        try (var relay = tapped(tap, script);
                var client = relay.send(POST + "0123")) {
            // The next piece releases the one before it.
            Until.holds("the first piece is seen", () -> tap.requested().length() == 4);
            client.send("456789");
            var gate = tap.awaitGate();
            assertThat(arrived.poll(30, TimeUnit.SECONDS)).isEqualTo("0123");
            assertThat(arrived).isEmpty();
            gate.accept(new Tap.Permit.Granted());
            assertThat(arrived.poll(30, TimeUnit.SECONDS)).isEqualTo("456789");
            assertThat(client.read().body()).isEqualTo("done");
        }
    }

    @Test
    void holdsBackTheEndOfAChunkedRequest() throws Exception {
        var tap = new ScriptedTap().gated();
        try (var relay = tapped(tap, Scripts::mirror);
                var client = relay.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + chunk("abc") + "0\r\n\r\n")) {
            tap.awaitGate().accept(new Tap.Permit.Granted());
            assertThat(client.read().body()).endsWith("abc");
        }
    }

    @Test
    void refusesInTheMiddleOfARequest() throws Exception {
        var tap = new ScriptedTap().gated().refusingAt(6, respond(413, "too long"));
        var gone = new CountDownLatch(1);
        RawServer.Script script = connection -> {
            connection.readHead();
            connection.awaitClosed();
            gone.countDown();
        };
        String head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
        try (var relay = tapped(tap, script);
                var client = relay.send(head + chunk("abc"))) {
            Until.holds("the first piece is seen", () -> tap.requested().length() == 3);
            client.send(chunk("def") + chunk("ghi"));
            var answer = client.read();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).isEqualTo("too long");
            assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(tap.awaitEnd()).isEqualTo(Tap.End.REFUSED);
            assertThat(tap.gates).isEmpty();
        }
    }

    @Test
    void refusesARequestThatEndsInTheSameBreath() throws Exception {
        var tap = new ScriptedTap().gated().refusingAt(6, respond(413, "too long"));
        String head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
        try (var relay = tapped(tap, Scripts::mirror);
                var client = relay.send(head + chunk("abcdef") + chunk("ghi") + "0\r\n\r\n")) {
            assertThat(client.read().status()).isEqualTo(413);
            assertThat(tap.awaitEnd()).isEqualTo(Tap.End.REFUSED);
            tap.awaitGate().accept(new Tap.Permit.Granted());
            client.send(head + chunk("abc") + "0\r\n\r\n");
            assertThat(client.read().status()).as("the connection goes on").isEqualTo(413);
        }
    }

    @Test
    void refusesBeforeTheUpstreamHasTheRequest() throws Exception {
        var tap = new ScriptedTap().gated();
        var cut = new CountDownLatch(1);
        RawServer.Script script = connection -> {
            connection.readHead();
            connection.awaitClosed();
            cut.countDown();
        };
        try (var relay = tapped(tap, script);
                var client = relay.send(POST + "0123456789")) {
            var gate = tap.awaitGate();
            Thread.ofVirtual().start(() -> gate.accept(new Tap.Permit.Refused(respond(429, "no"))));
            var answer = client.read();
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.body()).isEqualTo("no");
            assertThat(tap.awaitEnd()).isEqualTo(Tap.End.REFUSED);
            assertThat(cut.await(30, TimeUnit.SECONDS)).isTrue();
            client.send(POST + "0123456789");
            tap.awaitGate().accept(new Tap.Permit.Refused(respond(403, "never")));
            assertThat(client.read().status()).isEqualTo(403);
        }
    }

    @Test
    void aHeldRequestGoesOutAgainWhenThePooledConnectionWasDead() throws Exception {
        var tap = new ScriptedTap().gated();
        RawServer.Script once = connection -> {
            connection.read();
            connection.send(Scripts.ok("first"));
            connection.readHead();
        };
        try (var relay = tapped(tap, once);
                var client = relay.send(POST + "0123456789")) {
            tap.awaitGate().accept(new Tap.Permit.Granted());
            assertThat(client.read().body()).isEqualTo("first");
            client.send(POST + "9876543210");
            var gate = tap.awaitGate();
            Until.holds("a second connection", () -> relay.upstream.accepted() == 2);
            gate.accept(new Tap.Permit.Granted());
            assertThat(client.read().body()).isEqualTo("first");
        }
    }

    @Test
    void editsTheHeadOfTheAnswer() {
        var edits = new ResponseEdits(name -> name.startsWith("x-secret-"), Map.of("x-more", "yes"));
        var tap = new ScriptedTap().handling(new Tap.Handling.Stream(edits));
        try (var relay = tapped(
                        tap,
                        Scripts.answering(
                                "HTTP/1.1 200 OK\r\nX-Secret-A: 1\r\nKept: 2\r\nx-secret-b: 3\r\nContent-Length: 2\r\n\r\nok"));
                var client = relay.send(POST + "0123456789")) {
            var answer = client.read();
            assertThat(answer.header("x-secret-a")).isEmpty();
            assertThat(answer.header("x-secret-b")).isEmpty();
            assertThat(answer.header("kept")).contains("2");
            assertThat(answer.header("x-more")).contains("yes");
            assertThat(answer.body()).isEqualTo("ok");
        }
    }

    @Test
    void cutsAnAnswerShortAndEndsItInOrder() throws Exception {
        var tap = new ScriptedTap()
                .cutting(all -> all.endsWith("cd") ? new Tap.Cut(1, "!end".getBytes(StandardCharsets.US_ASCII)) : null);
        var closed = new CountDownLatch(1);
        RawServer.Script script = connection -> {
            connection.read();
            connection.send(EVENTS + chunk("ab"));
            connection.send(chunk("cd"));
            connection.awaitClosed();
            closed.countDown();
        };
        try (var relay = tapped(tap, script);
                var client = relay.send(POST + "0123456789")) {
            assertThat(client.read().body()).isEqualTo("abc!end");
            assertThat(tap.awaitEnd()).isEqualTo(Tap.End.CUT);
            assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(client.send(POST + "0123456789").read().body()).isEqualTo("abc!end");
        }
    }

    @Test
    void nothingAfterTheCutPassesEvenWhenItCameInOneRead() throws Exception {
        var tap = new ScriptedTap()
                .cutting(all -> all.equals("ab") ? new Tap.Cut(0, "x".getBytes(StandardCharsets.US_ASCII)) : null);
        try (var relay = tapped(tap, Scripts.answering(EVENTS + chunk("ab") + chunk("cd") + "0\r\n\r\n"));
                var client = relay.send(POST + "0123456789")) {
            assertThat(client.read().body()).isEqualTo("x");
            assertThat(tap.responded()).isEqualTo("ab");
        }
    }

    @Test
    void anAnswerWithALengthIsNotCut() throws Exception {
        var tap = new ScriptedTap().cutting(_ -> new Tap.Cut(0, new byte[0]));
        try (var relay = tapped(tap, Scripts.answering(Scripts.ok("whole")));
                var client = relay.send(POST + "0123456789")) {
            assertThat(client.read().body()).isEqualTo("whole");
            assertThat(tap.awaitEnd()).isEqualTo(Tap.End.COMPLETE);
        }
    }

    @Test
    void collectsAnAnswerAndReplacesIt() throws Exception {
        var tap = new ScriptedTap()
                .handling(new Tap.Handling.Collect(100))
                .replacing((body, decide) ->
                        Thread.ofVirtual().start(() -> decide.accept(respond(201, body.toUpperCase()))));
        try (var relay = tapped(tap, connection -> {
                    for (String part : List.of("ab", "cd")) {
                        connection.read();
                        connection.send(EVENTS + chunk(part));
                        connection.send(chunk("ef") + "0\r\n\r\n");
                    }
                });
                var client = relay.send(POST + "0123456789")) {
            var answer = client.read();
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.body()).isEqualTo("ABEF");
            assertThat(tap.awaitEnd()).isEqualTo(Tap.End.COMPLETE);
            assertThat(client.send(POST + "0123456789").read().body()).isEqualTo("CDEF");
            assertThat(relay.upstream.accepted()).isEqualTo(1);
        }
    }

    @Test
    void anAnswerTooLongToCollectIsABadOne() throws Exception {
        var tap = new ScriptedTap().handling(new Tap.Handling.Collect(3));
        try (var relay = tapped(tap, Scripts.answering(Scripts.ok("long")));
                var client = relay.send(POST + "0123456789")) {
            assertThat(client.read().status()).isEqualTo(502);
            assertThat(tap.awaitEnd()).isEqualTo(Tap.End.FAILED);
        }
    }

    @Test
    void hearsTheUpstreamOutWhenTheClientHasLeft() throws Exception {
        var tap = new ScriptedTap().patience(Duration.ofMinutes(1));
        RawServer.Script script = connection -> {
            connection.read();
            connection.send(EVENTS + chunk("one"));
            await(tap.abandoned);
            connection.send(chunk("two") + "0\r\n\r\n");
            connection.awaitClosed();
        };
        try (var relay = tapped(tap, script)) {
            leave(relay.send(POST + "0123456789"));
            assertThat(tap.awaitEnd()).isEqualTo(Tap.End.CLIENT_GONE);
            assertThat(tap.responded()).isEqualTo("onetwo");
            Until.holds("nothing is open", () -> relay.relay.open() == 0);
        }
    }

    @Test
    void hearsAnAnswerOutThatIsBeingCollectedWhenTheClientLeaves() throws Exception {
        var collected = new LinkedBlockingQueue<String>();
        var tap = new ScriptedTap()
                .handling(new Tap.Handling.Collect(100))
                .patience(Duration.ofMinutes(1))
                .replacing((body, decide) -> {
                    collected.add(body);
                    decide.accept(respond(200, body));
                });
        RawServer.Script script = connection -> {
            connection.read();
            connection.send(EVENTS + chunk("one"));
            await(tap.abandoned);
            connection.send(chunk("two") + "0\r\n\r\n");
            connection.awaitClosed();
        };
        try (var relay = tapped(tap, script)) {
            var client = relay.send(POST + "0123456789");
            await(tap.answered);
            client.reset();
            assertThat(collected.poll(30, TimeUnit.SECONDS)).isEqualTo("onetwo");
            assertThat(tap.awaitEnd()).isEqualTo(Tap.End.CLIENT_GONE);
            Until.holds("nothing is open", () -> relay.relay.open() == 0);
        }
    }

    @Test
    void anUpstreamThatBreaksOffWhatIsCollectedForNobodyIsTheEnd() throws Exception {
        var tap = new ScriptedTap().handling(new Tap.Handling.Collect(100)).patience(Duration.ofMinutes(1));
        RawServer.Script script = connection -> {
            connection.read();
            connection.send(EVENTS + chunk("one"));
            await(tap.abandoned);
        };
        try (var relay = tapped(tap, script)) {
            var client = relay.send(POST + "0123456789");
            await(tap.answered);
            client.reset();
            assertThat(tap.awaitEnd()).isEqualTo(Tap.End.CLIENT_GONE);
            assertThat(relay.failures).isEmpty();
            Until.holds("nothing is open", () -> relay.relay.open() == 0);
        }
    }

    @Test
    void whoEndsItsSideAndHearsNothingCountsAsGone() throws Exception {
        var tap = new ScriptedTap().patience(Duration.ofMinutes(1));
        RawServer.Script script = connection -> {
            connection.read();
            await(tap.abandoned);
            connection.send(Scripts.ok("made"));
            connection.awaitClosed();
        };
        try (var relay = TestRelay.before(
                        TestRelay.impatient("response"),
                        to -> new Verdict.Forward(to.upstream(), to.edits(), false, to.meter(), tap),
                        script);
                var client = relay.send(POST + "0123456789").endOutput()) {
            assertThat(client.readToEnd()).isEmpty();
            assertThat(tap.awaitEnd()).isEqualTo(Tap.End.CLIENT_GONE);
            assertThat(tap.responded()).isEqualTo("made");
        }
    }

    @Test
    void hangsUpWhenTheClientHasLeftAndNobodyListens() throws Exception {
        var tap = new ScriptedTap();
        var closed = new CountDownLatch(1);
        RawServer.Script script = connection -> {
            connection.read();
            connection.send(EVENTS + chunk("one"));
            connection.awaitClosed();
            closed.countDown();
        };
        try (var relay = tapped(tap, script)) {
            leave(relay.send(POST + "0123456789"));
            assertThat(tap.awaitEnd()).isEqualTo(Tap.End.CLIENT_GONE);
            assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void listensOnlyForSoLong() throws Exception {
        var tap = new ScriptedTap().patience(Duration.ofMillis(50));
        var closed = new CountDownLatch(1);
        RawServer.Script script = connection -> {
            connection.read();
            connection.send(EVENTS + chunk("one"));
            connection.awaitClosed();
            closed.countDown();
        };
        try (var relay = tapped(tap, script)) {
            leave(relay.send(POST + "0123456789"));
            assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(tap.awaitEnd()).isEqualTo(Tap.End.CLIENT_GONE);
        }
    }

    @Test
    void tellsAnUpstreamThatBreaksOff() throws Exception {
        var tap = new ScriptedTap();
        try (var relay = tapped(tap, Scripts.answeringAndClosing(EVENTS + chunk("half")));
                var client = relay.send(POST + "0123456789")) {
            client.readToEnd();
            assertThat(tap.awaitEnd()).isEqualTo(Tap.End.UPSTREAM_BROKE);
        }
    }

    @Test
    void tellsThatItWasStopped() throws Exception {
        var tap = new ScriptedTap().patience(Duration.ofMinutes(1));
        RawServer.Script script = connection -> {
            connection.read();
            connection.send(EVENTS + chunk("one"));
            connection.awaitClosed();
        };
        try (var relay = tapped(tap, script);
                var client = relay.send(POST + "0123456789")) {
            client.readHead();
            relay.relay.close(Duration.ZERO);
            assertThat(relay.relay.open()).isZero();
            assertThat(tap.awaitEnd()).isEqualTo(Tap.End.STOPPED);
        }
    }

    @Test
    void tellsAnUpstreamThatFails() throws Exception {
        var tap = new ScriptedTap();
        try (var relay = tapped(tap, RawSocket::read);
                var client = relay.send(POST + "0123456789")) {
            assertThat(client.read().status()).isEqualTo(502);
            assertThat(tap.awaitEnd()).isEqualTo(Tap.End.FAILED);
        }
    }

    private static void leave(RawSocket client) {
        client.readHead();
        assertThat(new String(client.exactly(3), StandardCharsets.US_ASCII)).startsWith("3");
        client.reset();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
