package com.matrixos.bench.wake;

import com.matrixos.base.json.Json;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The platform under test: its API as the operator, and one computer as its owner's browser.
record Platform(SocketAddress address, String handle) {
    private static final Pattern COOKIE = Pattern.compile("(?im)^set-cookie: *([^;]+);");

    /// Makes the computer and enters it.
    ///
    /// @return the owner's session cookie
    String enter() throws IOException {
        api("POST /containers/provision", "{\"handle\":\"%1$s\",\"clerkUserId\":\"%1$s\"}".formatted(handle));
        String ticket = api("POST /containers/" + handle + "/ticket", "");
        URI link = URI.create(Json.mapper().readTree(ticket).path("url").asText());
        return cookie(link);
    }

    /// Puts the computer to sleep; returns when it sleeps.
    void stop() throws IOException {
        api("POST /containers/" + handle + "/stop", "");
    }

    void destroy() throws IOException {
        api("DELETE /containers/" + handle, "");
    }

    /// A browser's request to the sleeping computer: the platform wakes it, waits and relays.
    ///
    /// @return nanoseconds from the request to the first byte of the computer's own answer
    long wakeToFirstByte(String cookie) throws IOException {
        long began = System.nanoTime();
        Http.Reply reply = Http.ask(
                address,
                "GET /api/system/info HTTP/1.1\r\nHost: %s.localhost\r\nCookie: %s\r\n".formatted(handle, cookie),
                "");
        if (!reply.orThrow("the computer").body().contains("\"handle\":\"" + handle + "\"")) {
            throw new IOException("not the computer's answer: " + reply.body());
        }
        return reply.firstByteNanos() - began;
    }

    private String api(String methodAndPath, String body) throws IOException {
        return Http.ask(address, methodAndPath + " HTTP/1.1\r\nHost: localhost\r\n", body)
                .orThrow(methodAndPath)
                .body();
    }

    private String cookie(URI link) throws IOException {
        String request = "GET " + link.getRawPath() + "?" + link.getRawQuery() + " HTTP/1.1\r\nHost: "
                + link.getAuthority() + "\r\n";
        String head = Http.ask(address, request, "").orThrow("the ticket").head();
        Matcher cookie = COOKIE.matcher(head);
        if (!cookie.find()) {
            throw new IOException("the ticket gave no session: " + head);
        }
        return cookie.group(1);
    }
}
