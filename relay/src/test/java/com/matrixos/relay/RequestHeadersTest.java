package com.matrixos.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.testkit.sockets.RawMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What of a request's head reaches the upstream.
final class RequestHeadersTest {
    private static String seen(TestRelay relay, String request) {
        try (relay;
                var client = relay.send(request)) {
            RawMessage answer = client.read();
            assertThat(answer.status()).isEqualTo(200);
            return answer.body();
        }
    }

    private static String seen(String request) {
        return seen(TestRelay.before(Scripts::mirror), request);
    }

    @Test
    void plainHeadersPassInOrderAndAsSent() {
        assertThat(
                        seen(
                                "GET /a?b=%20c HTTP/1.1\r\nHost: A.test:8080\r\nx-LOWER: 1\r\nX-A:\t two words \r\nX-Empty:\r\nX-A: again\r\n\r\n"))
                .startsWith(
                        "GET /a?b=%20c HTTP/1.1\nHost: A.test:8080\nx-LOWER: 1\nX-A:\t two words \nX-Empty:\nX-A: again\n");
    }

    @Test
    void hopByHopHeadersEndHere() {
        String seen = seen("GET / HTTP/1.1\r\nHost: a\r\nKeep-Alive: 5\r\nProxy-Connection: x\r\nTE: trailers\r\n"
                + "Proxy-Authorization: secret\r\nUpgrade: foo\r\nX-Kept: 1\r\n\r\n");

        assertThat(seen).contains("X-Kept: 1").doesNotContain("Keep-Alive", "Proxy-", "TE:", "secret", "Upgrade");
    }

    @Test
    void headersNamedInConnectionEndHere() {
        String seen = seen("GET / HTTP/1.1\r\nHost: a\r\nConnection: X-Private, keep-alive\r\nX-Private: 1\r\n"
                + "x-other: 2\r\nConnection: X-OTHER\r\nX-Kept: 3\r\n\r\n");

        assertThat(seen).contains("X-Kept: 3").doesNotContain("Private", "x-other", "Connection");
    }

    @Test
    void connectionCannotTakeAwayHostOrLength() {
        String seen = seen("POST / HTTP/1.1\r\nHost: a\r\nConnection: host, content-length, x-forwarded-for\r\n"
                + "Content-Length: 3\r\n\r\nabc");

        assertThat(seen)
                .contains("Host: a", "Content-Length: 3", "X-Forwarded-For: 127.0.0.1")
                .endsWith("\nabc");
    }

    @Test
    void forwardingHeadersAreFresh() {
        String seen = seen("GET / HTTP/1.1\r\nHost: a:1\r\nX-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: https\r\n"
                + "X-Forwarded-Host: evil\r\nX-Forwarded-Port: 1\r\nForwarded: for=6.6.6.6\r\nX-Real-IP: 6.6.6.6\r\n"
                + "Via: x\r\nCF-Connecting-IP: 6.6.6.6\r\nTrue-Client-IP: 6.6.6.6\r\nCF-Ray: 1\r\n\r\n");

        assertThat(seen)
                .contains("X-Forwarded-For: 127.0.0.1\nX-Forwarded-Proto: http\nX-Forwarded-Host: a:1\n")
                .doesNotContain("6.6.6.6", "https", "evil", "Port", "Via", "CF-");
    }

    @Test
    void trustedProxyIsAppendedTo() {
        var config = TestRelay.PATIENT.trusting(List.of("10.0.0.0/8", "127.0.0.0/8"));
        String seen = seen(
                TestRelay.before(config, Scripts::mirror),
                "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: https\r\n"
                        + "CF-Connecting-IP: 1.2.3.4\r\nX-Forwarded-Host: evil\r\nForwarded: for=x\r\n\r\n");

        assertThat(seen)
                .contains(
                        "X-Forwarded-For: 1.2.3.4, 127.0.0.1\n", "X-Forwarded-Proto: https\n", "X-Forwarded-Host: a\n")
                .contains("CF-Connecting-IP: 1.2.3.4\n")
                .doesNotContain("evil", "Forwarded: for");
    }

    @Test
    void anotherProxyIsNotTrusted() {
        var config = TestRelay.PATIENT.trusting(List.of("10.0.0.0/8", "::1"));
        String seen = seen(
                TestRelay.before(config, Scripts::mirror),
                "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: https\r\n\r\n");

        assertThat(seen).contains("X-Forwarded-For: 127.0.0.1\n", "X-Forwarded-Proto: http\n");
    }

    @Test
    void namedCookiesAreStripped() {
        var edits = HeadEdits.NONE.dropCookie("session").dropCookie("other");
        String seen = seen(
                TestRelay.edited(edits, Scripts::mirror),
                "GET / HTTP/1.1\r\nHost: a\r\nX-Before: 1\r\nCookie: a=1; session=secret; b=\"2\"\r\nX-After: 2\r\n"
                        + "Cookie: other=secret\r\nCookie: mysession=3\r\n\r\n");

        assertThat(seen).contains("Cookie: a=1; b=\"2\"\n", "Cookie: mysession=3\n", "X-Before: 1", "X-After: 2");
        assertThat(seen).doesNotContain("secret");
    }

    @Test
    void editsReplaceTargetAndHeaders() {
        var edits = HeadEdits.NONE
                .uri("/v2/x?y")
                .set("host", "api.test")
                .set("x-key", "real")
                .remove("authorization")
                .remove("x-forwarded-for");
        String seen = seen(
                TestRelay.edited(edits, Scripts::mirror),
                "GET /v1 HTTP/1.1\r\nHost: a\r\nX-KEY: fake\r\nAuthorization: Bearer t\r\nX-Kept: 1\r\n\r\n");

        assertThat(seen)
                .startsWith("GET /v2/x?y HTTP/1.1\n")
                .contains("host: api.test\n", "x-key: real\n", "X-Kept: 1\n")
                .doesNotContain("fake", "Bearer", "\nHost: a\n", "X-Forwarded-For");
    }

    @Test
    void editThatWouldSplitTheHeadIsAnError() {
        try (var relay = TestRelay.edited(HeadEdits.NONE.set("x-a", "b\r\nX-Evil: 1"), Scripts::mirror);
                var client = relay.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")) {
            assertThat(client.read().status()).isEqualTo(500);
        }
    }

    @Test
    void chunkedBodyKeepsItsTrailersAndLosesItsExtensions() {
        assertThat(seen("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
                        + "3;ext=\"x\"\r\nabc\r\nA\r\n0123456789\r\n0\r\nX-Sum: 1\r\nContent-Length: 99\r\n\r\n"))
                .endsWith("\nabc0123456789\nX-Sum: 1")
                .doesNotContain("ext", "99");
    }

    @Test
    void theRouterSeesTheHeadAsItCame() {
        try (var relay = TestRelay.before(Scripts::mirror);
                var client =
                        relay.send("PATCH /a/b?c=d HTTP/1.1\r\nHost: Alice.Example.COM:9000\r\nX-A: 1\r\nx-a: 2\r\n"
                                + "Cookie: s=1; t=2\r\nVia: p\r\nX-Forwarded-Proto: https\r\n\r\n")) {
            client.read();
            var head = relay.heads.getFirst();

            assertThat(head.method()).isEqualTo("PATCH");
            assertThat(head.uri()).isEqualTo("/a/b?c=d");
            assertThat(head.path()).isEqualTo("/a/b");
            assertThat(head.host()).isEqualTo("alice.example.com:9000");
            assertThat(head.header("X-a")).contains("1");
            assertThat(head.headers("x-A")).containsExactly("1", "2");
            assertThat(head.cookie("t")).contains("2");
            assertThat(head.cookie("u")).isEmpty();
            assertThat(head.peer().getAddress().isLoopbackAddress()).isTrue();
            assertThat(head.forwarded()).isTrue();
            assertThat(head.fromTrustedProxy()).isFalse();
            assertThat(head.scheme()).isEqualTo("http");
            assertThat(head.upgrade()).isFalse();
        }
    }

    @Test
    void optionsOfEverythingAndBlankLinesBetweenRequestsPass() {
        assertThat(seen("\r\n\r\nOPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n")).startsWith("OPTIONS * HTTP/1.1\n");
    }
}
