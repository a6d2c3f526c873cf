package com.matrixos.platform.access;

import com.matrixos.testkit.sockets.RawMessage;
import com.matrixos.testkit.sockets.RawSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// A browser as far as hosts and cookies go: keeps the cookies of each host apart, sends them to that host
/// alone, and says that somebody is navigating. Follows redirections only when told to.
final class Visitor {
    private final int port;
    private final Map<String, Map<String, String>> jars = new LinkedHashMap<>();
    private String last = "";

    /// @param port where every host is
    Visitor(int port) {
        this.port = port;
    }

    /// Puts a cookie into a host's jar.
    Visitor with(String host, String name, String value) {
        jars.computeIfAbsent(host, _ -> new LinkedHashMap<>()).put(name, value);
        return this;
    }

    /// What was asked for last, after redirections.
    String last() {
        return last;
    }

    /// Navigates to an address and answers what it gets.
    RawMessage open(String url) {
        last = url;
        try (RawSocket socket = connect()) {
            RawMessage answer = send(
                            socket,
                            "GET",
                            url,
                            "Accept: text/html\r\nSec-Fetch-Mode: navigate\r\n"
                                    + "Sec-Fetch-Dest: document\r\nSec-Fetch-Site: none\r\n")
                    .read();
            keep(URI.create(url).getHost(), answer);
            return answer;
        }
    }

    /// Navigates, and follows every redirection; at most ten.
    RawMessage follow(String url) {
        RawMessage answer = open(url);
        for (int hops = 0; answer.status() == 303 && hops < 10; hops++) {
            answer = open(URI.create(last)
                    .resolve(answer.header("location").orElseThrow())
                    .toString());
        }
        return answer;
    }

    /// Sends a request that is no navigation.
    RawMessage send(String method, String url, String headers) {
        try (RawSocket socket = connect()) {
            return send(socket, method, url, headers).read();
        }
    }

    /// Sends it and leaves the connection open for whatever comes.
    RawSocket begin(String method, String url, String headers) {
        return send(connect(), method, url, headers);
    }

    private RawSocket send(RawSocket socket, String method, String url, String headers) {
        URI uri = URI.create(url);
        String target = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        return socket.send(method + " " + target + " HTTP/1.1\r\nHost: " + uri.getRawAuthority() + "\r\n" + headers
                + cookies(uri.getHost()) + "\r\n");
    }

    private RawSocket connect() {
        return RawSocket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private String cookies(String host) {
        Map<String, String> jar = jars.getOrDefault(host, Map.of());
        return jar.isEmpty()
                ? ""
                : "Cookie: "
                        + jar.entrySet().stream()
                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                .collect(Collectors.joining("; "))
                        + "\r\n";
    }

    private void keep(String host, RawMessage answer) {
        answer.header("set-cookie").map(cookie -> cookie.split(";", 2)[0]).ifPresent(cookie -> {
            int equals = cookie.indexOf('=');
            with(host, cookie.substring(0, equals), cookie.substring(equals + 1));
        });
    }
}
