package com.matrixos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Endpoint;
import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Routes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What answers at the platform's address may be something else.
final class StrangersTest {
    @TempDir
    Path folder;

    private final List<String> asked = new ArrayList<>();

    @Test
    void aPageOfSomebodyElsesIsCutShort() {
        String err = told("text/html", 502, "<h1>Bad gateway</h1>\u001b[2J" + "x".repeat(10_000));

        assertThat(err)
                .startsWith("The platform refused (502): <h1>Bad gateway</h1>?[2Jxxx")
                .endsWith("x…\nSee: ./matrixos logs platform\n")
                .hasSizeLessThan(400);
    }

    @Test
    void anEmptyRefusalIsSaidSo() {
        assertThat(told("text/plain", 403, "")).isEqualTo("The platform refused (403): it does not say why\n");
    }

    @Test
    void aSecretFollowsNoRedirect() {
        String err = told(_ -> Answer.empty(307).with("location", "/elsewhere"));

        assertThat(err).startsWith("The platform refused (307): ");
        assertThat(asked).containsExactly("/api/users");
    }

    @Test
    void whatIsNoDocumentIsNotUnderstood() {
        assertThat(told("text/html", 200, "<h1>Hello</h1>"))
                .contains("answers what this command does not understand (no JSON)", "./matrixos up");
        assertThat(told("application/json", 200, "")).contains("(no document)");
        assertThat(told("application/json", 200, "7")).contains("(no document)");
    }

    @Test
    void pagesWithoutItemsAreNotFollowedForever() {
        assertThat(told("application/json", 200, "{\"items\":[],\"nextCursor\":\"again\"}"))
                .contains("(a page of a list without an item)");
        assertThat(asked).hasSize(2);
    }

    private String told(String mediaType, int status, String body) {
        return told(_ -> Answer.text(status, mediaType, body));
    }

    private String told(Endpoint stranger) {
        Endpoint noted = call -> {
            asked.add(call.path());
            return stranger.answer(call);
        };
        try (HttpServer server = HttpServer.builder(
                        new Routes().get("/api/users", noted).get("/elsewhere", noted))
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start()) {
            var typed = new Typed(folder, Map.of("PLATFORM_PORT", Integer.toString(server.port(0))));
            assertThat(typed.run("users", "list")).isEqualTo(1);
            assertThat(typed.out()).isEmpty();
            return typed.err();
        }
    }
}
