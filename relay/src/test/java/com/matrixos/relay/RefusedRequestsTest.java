package com.matrixos.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests that must be refused and must end the connection: no other request may follow on bytes whose framing two
/// servers could read differently. Nothing of them reaches the upstream.
final class RefusedRequestsTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a.test\r\n";
    private static final String POST = "POST / HTTP/1.1\r\nHost: a.test\r\n";

    private static TestRelay relay;

    @BeforeAll
    static void start() {
        relay = TestRelay.before(Scripts::mirror);
    }

    @AfterAll
    static void stop() {
        relay.close();
    }

    static Stream<Arguments> heads() {
        return Stream.of(
                Arguments.of(
                        "length and transfer coding",
                        400,
                        POST + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"),
                Arguments.of(
                        "transfer coding and length",
                        400,
                        POST + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n"),
                Arguments.of("two different lengths", 400, POST + "Content-Length: 3\r\nContent-Length: 4\r\n\r\n"),
                Arguments.of("two equal lengths", 400, POST + "Content-Length: 3\r\nContent-Length: 3\r\n\r\n"),
                Arguments.of("lengths in a list", 400, POST + "Content-Length: 3, 3\r\n\r\n"),
                Arguments.of("negative length", 400, POST + "Content-Length: -1\r\n\r\n"),
                Arguments.of("signed length", 400, POST + "Content-Length: +3\r\n\r\n"),
                Arguments.of("length that is no number", 400, POST + "Content-Length: abc\r\n\r\n"),
                Arguments.of("hexadecimal length", 400, POST + "Content-Length: 0x10\r\n\r\n"),
                Arguments.of("empty length", 400, POST + "Content-Length: \r\n\r\n"),
                Arguments.of("length beyond 64 bits", 400, POST + "Content-Length: 99999999999999999999\r\n\r\n"),
                Arguments.of("length with a blank in it", 400, POST + "Content-Length: 1 0\r\n\r\n"),
                Arguments.of("transfer coding gzip", 400, POST + "Transfer-Encoding: gzip\r\n\r\n"),
                Arguments.of("transfer coding gzip, chunked", 400, POST + "Transfer-Encoding: gzip, chunked\r\n\r\n"),
                Arguments.of(
                        "transfer coding chunked, identity",
                        400,
                        POST + "Transfer-Encoding: chunked, identity\r\n\r\n"),
                Arguments.of(
                        "transfer coding twice",
                        400,
                        POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"),
                Arguments.of(
                        "transfer coding hidden by a tab in its name",
                        400,
                        POST + "Transfer-Encoding\t: chunked\r\n\r\n"),
                Arguments.of("transfer coding xchunked", 400, POST + "Transfer-Encoding: xchunked\r\n\r\n"),
                Arguments.of(
                        "transfer coding with a control character",
                        400,
                        POST + "Transfer-Encoding: \u000bchunked\r\n\r\n"),
                Arguments.of("transfer coding in quotes", 400, POST + "Transfer-Encoding: \"chunked\"\r\n\r\n"),
                Arguments.of(
                        "transfer coding in HTTP/1.0",
                        400,
                        "POST / HTTP/1.0\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n"),
                Arguments.of("space before the colon", 400, GET + "Content-Length : 0\r\n\r\n"),
                Arguments.of("folded header", 400, GET + "X-A: b\r\n c\r\n\r\n"),
                Arguments.of("folded header with a tab", 400, GET + "X-A: b\r\n\tc\r\n\r\n"),
                Arguments.of("blank before the first header", 400, "GET / HTTP/1.1\r\n Host: a.test\r\n\r\n"),
                Arguments.of("bare LF after the request line", 400, "GET / HTTP/1.1\nHost: a.test\r\n\r\n"),
                Arguments.of("bare LF after a header", 400, GET + "X-A: b\nX-B: c\r\n\r\n"),
                Arguments.of("bare LF all over", 400, "GET / HTTP/1.1\nHost: a.test\n\n"),
                Arguments.of("bare LF as the empty line", 400, GET + "\n"),
                Arguments.of("bare CR in a value", 400, GET + "X-A: b\rX-B: c\r\n\r\n"),
                Arguments.of("CR CR LF", 400, GET + "X-A: b\r\r\n\r\n"),
                Arguments.of("NUL in a value", 400, GET + "X-A: b\u0000c\r\n\r\n"),
                Arguments.of("DEL in a value", 400, GET + "X-A: b\u007fc\r\n\r\n"),
                Arguments.of("NUL in a name", 400, GET + "X\u0000A: b\r\n\r\n"),
                Arguments.of("header without a colon", 400, GET + "X-A\r\n\r\n"),
                Arguments.of("header without a name", 400, GET + ": b\r\n\r\n"),
                Arguments.of("name with a slash", 400, GET + "X/A: b\r\n\r\n"),
                Arguments.of("name above ASCII", 400, GET + "X-\u00e4: b\r\n\r\n"),
                Arguments.of("no Host", 400, "GET / HTTP/1.1\r\nX-A: b\r\n\r\n"),
                Arguments.of("no headers at all", 400, "GET / HTTP/1.1\r\n\r\n"),
                Arguments.of("two Hosts", 400, GET + "Host: b.test\r\n\r\n"),
                Arguments.of("empty Host", 400, "GET / HTTP/1.1\r\nHost: \r\n\r\n"),
                Arguments.of("list of Hosts", 400, "GET / HTTP/1.1\r\nHost: a.test, b.test\r\n\r\n"),
                Arguments.of("Host with a path", 400, "GET / HTTP/1.1\r\nHost: a.test/b\r\n\r\n"),
                Arguments.of("Host with user information", 400, "GET / HTTP/1.1\r\nHost: x@a.test\r\n\r\n"),
                Arguments.of("absolute form", 400, "GET http://b.test/ HTTP/1.1\r\nHost: a.test\r\n\r\n"),
                Arguments.of("authority form", 400, "GET b.test:80 HTTP/1.1\r\nHost: a.test\r\n\r\n"),
                Arguments.of("asterisk form of GET", 400, "GET * HTTP/1.1\r\nHost: a.test\r\n\r\n"),
                Arguments.of("CONNECT", 405, "CONNECT b.test:80 HTTP/1.1\r\nHost: b.test\r\n\r\n"),
                Arguments.of("TRACE", 405, "TRACE / HTTP/1.1\r\nHost: a.test\r\n\r\n"),
                Arguments.of("HTTP/2 preface", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                Arguments.of("HTTP/1.2", 505, "GET / HTTP/1.2\r\nHost: a.test\r\n\r\n"),
                Arguments.of("HTTP/3.1", 505, "GET / HTTP/3.1\r\nHost: a.test\r\n\r\n"),
                Arguments.of("version with a long minor", 505, "GET / HTTP/1.10\r\nHost: a.test\r\n\r\n"),
                Arguments.of("no version", 400, "GET /\r\nHost: a.test\r\n\r\n"),
                Arguments.of("lower-case version", 400, "GET / http/1.1\r\nHost: a.test\r\n\r\n"),
                Arguments.of("two spaces before the target", 400, "GET  / HTTP/1.1\r\nHost: a.test\r\n\r\n"),
                Arguments.of("two spaces after the target", 400, "GET /  HTTP/1.1\r\nHost: a.test\r\n\r\n"),
                Arguments.of("tab in the request line", 400, "GET\t/ HTTP/1.1\r\nHost: a.test\r\n\r\n"),
                Arguments.of("space in the target", 400, "GET /a b HTTP/1.1\r\nHost: a.test\r\n\r\n"),
                Arguments.of("fragment in the target", 400, "GET /a#b HTTP/1.1\r\nHost: a.test\r\n\r\n"),
                Arguments.of("octet above ASCII in the target", 400, "GET /\u00e4 HTTP/1.1\r\nHost: a.test\r\n\r\n"),
                Arguments.of("blank before the method", 400, " GET / HTTP/1.1\r\nHost: a.test\r\n\r\n"),
                Arguments.of("method with a colon", 400, "G:T / HTTP/1.1\r\nHost: a.test\r\n\r\n"),
                Arguments.of("TLS hello", 400, "\u0016\u0003\u0001\u0002\u0000\u0001"),
                Arguments.of(
                        "long request line", 414, "GET /" + "a".repeat(17_000) + " HTTP/1.1\r\nHost: a.test\r\n\r\n"),
                Arguments.of("endless request line", 414, "GET /" + "a".repeat(40_000)),
                Arguments.of("long header", 431, GET + "X-A: " + "b".repeat(66_000) + "\r\n\r\n"),
                Arguments.of("many headers", 431, GET + "X-A: b\r\n".repeat(300) + "\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("heads")
    void refusedAndClosed(String name, int status, String request) {
        int before = relay.heads.size();
        try (var client = relay.send(request + "GET /smuggled HTTP/1.1\r\nHost: a.test\r\n\r\n")) {
            var answer = client.read();

            assertThat(answer.status()).as(answer.startLine()).isEqualTo(status);
            assertThat(answer.header("connection")).contains("close");
            assertThat(client.readToEnd()).as("nothing after the refusal").isEmpty();
        }
        assertThat(relay.heads).as("nothing routed").hasSize(before);
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("size that is no number", "xyz\r\n"),
                Arguments.of("empty size", "\r\nabc"),
                Arguments.of("negative size", "-1\r\n"),
                Arguments.of("size with 0x", "0x3\r\nabc\r\n"),
                Arguments.of("blank after the size", "3 \r\nabc\r\n"),
                Arguments.of("blank before the size", " 3\r\nabc\r\n"),
                Arguments.of("size beyond 60 bits", "fffffffffffffffff\r\n"),
                Arguments.of("bare LF after the size", "3\nabc\r\n0\r\n\r\n"),
                Arguments.of("bare LF after the bytes", "3\r\nabc\n0\r\n\r\n"),
                Arguments.of("bare LF in an extension", "3;a\nbc\r\nabc\r\n0\r\n\r\n"),
                Arguments.of("bare CR in an extension", "3;a\rb\r\nabc\r\n0\r\n\r\n"),
                Arguments.of("chunk longer than its size", "3\r\nabcdef\r\n0\r\n\r\n"),
                Arguments.of("endless size line", "3;" + "a".repeat(400)),
                Arguments.of("malformed trailer", "0\r\nX A: b\r\n\r\n"),
                Arguments.of("folded trailer", "0\r\nX-A: b\r\n c\r\n\r\n"),
                Arguments.of("bare LF in the trailers", "0\r\nX-A: b\n\r\n"),
                Arguments.of("bare LF for the last empty line", "0\r\n\n"));
    }

    @ParameterizedTest(name = "chunked: {0}")
    @MethodSource("bodies")
    void badChunkIsRefusedAndClosed(String name, String body) {
        try (var client = relay.send(POST + "Transfer-Encoding: chunked\r\n\r\n" + body)) {
            var answer = client.read();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("connection")).contains("close");
            assertThat(client.readToEnd()).isEmpty();
        }
    }
}
