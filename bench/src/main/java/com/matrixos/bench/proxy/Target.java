package com.matrixos.bench.proxy;

import com.matrixos.base.ids.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/// Something that is measured: the mock itself, the proxy or another gateway.
///
/// @param name as the report has it
/// @param port on 127.0.0.1
/// @param pid its process, or 0 when it is this very process
/// @param headers header lines of a request, one set for each user it is asked as
record Target(String name, int port, long pid, List<String> headers) {
    /// In a header of the command line: a token of one of several users, granted before the run.
    private static final String TOKEN = "{token}";

    private static final int USERS = 20;

    /// As `bench/proxy/run` gives it.
    ///
    /// @param headers header lines separated by `|`
    static Target of(String name, String port, String pid, String headers) throws IOException, InterruptedException {
        int number = Integer.parseInt(port);
        String lines = headers.isEmpty() ? "" : headers.replace("|", "\r\n") + "\r\n";
        return new Target(name, number, Long.parseLong(pid), forUsers(number, lines));
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /// Whether there is a process of its own to look at.
    boolean isProcess() {
        return pid != 0;
    }

    private static List<String> forUsers(int port, String lines) throws IOException, InterruptedException {
        if (!lines.contains(TOKEN)) {
            return List.of(lines);
        }
        var headers = new ArrayList<String>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int user = 1; user <= USERS; user++) {
                String token = Tokens.random("mx_");
                grant(client, port, "bench-" + user, token);
                headers.add(lines.replace(TOKEN, token));
            }
        }
        return List.copyOf(headers);
    }

    private static void grant(HttpClient client, int port, String handle, String token)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/tokens/containers/" + handle))
                .PUT(BodyPublishers.ofString("{\"sha256\":\"" + Tokens.sha256(token) + "\"}"))
                .build();
        var response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("the proxy grants no token: " + response.statusCode() + " " + response.body());
        }
    }
}
