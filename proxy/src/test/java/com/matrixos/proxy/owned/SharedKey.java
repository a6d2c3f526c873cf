package com.matrixos.proxy.owned;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import com.matrixos.base.sqlite.Database;
import com.matrixos.proxy.anthropic.AnthropicError;
import com.matrixos.proxy.anthropic.Catalog;
import com.matrixos.proxy.identity.Caller;
import com.matrixos.proxy.keys.Key;
import com.matrixos.proxy.keys.KeyRing;
import com.matrixos.proxy.upstream.KeyUse;
import com.matrixos.proxy.upstream.Outbound;
import com.matrixos.relay.Relay;
import com.matrixos.relay.RelayConfig;
import com.matrixos.relay.RelayFailure;
import com.matrixos.relay.RequestHead;
import com.matrixos.relay.Router;
import com.matrixos.relay.Verdict;
import com.matrixos.testkit.sockets.RawSocket;
import com.matrixos.testkit.time.ManualScheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// A proxy for files and batches only, in front of an [Organisation]. Whom a call is for stands in its
/// `x-user`.
final class SharedKey implements AutoCloseable {
    static final Key KEY = new Key("sk-ant-shared");
    static final Content FIVE_BYTES = new Content(OptionalLong.of(5), "");
    static final Instant START = Instant.parse("2026-02-15T11:30:18.123Z");

    final Organisation organisation = new Organisation();
    final Bookings bookings = new Bookings();
    final Purses purses = new Purses();
    final ManualScheduler time = new ManualScheduler(START);
    final Set<String> broke = ConcurrentHashMap.newKeySet();
    final Database database;
    final OwnedObjects objects;
    final BatchUpstream upstream;
    final OwnedCalls calls;
    final InetSocketAddress address;
    private final KeyRing keys = new KeyRing(time);
    private final Relay relay;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    SharedKey(Path folder) {
        this(folder, null);
    }

    /// @param url the upstream to use in place of the organisation's, or null
    SharedKey(Path folder, URI url) {
        keys.use(List.of(KEY));
        database = Database.open(folder.resolve("proxy.db"), "db/proxy");
        objects = OwnedObjects.load(database, time, purses);
        URI to = url == null ? organisation.wire.url() : url;
        upstream = BatchUpstream.at(to, keys::next);
        calls = new OwnedCalls(
                objects,
                upstream,
                bookings,
                purses,
                user -> broke.contains(user) ? Optional.of(noMoney()) : Optional.empty(),
                user -> Map.of("x-budget", user));
        relay = Relay.start(RelayConfig.defaults().trusting(List.of("127.0.0.1")), new Calls(Outbound.to(to)));
        address = relay.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static Verdict.Respond noMoney() {
        return Answers.plain(new AnthropicError(429, "billing_error", "no money"));
    }

    private final class Calls implements Router {
        private final Outbound outbound;

        Calls(Outbound outbound) {
            this.outbound = outbound;
        }

        @Override
        public void route(RequestHead head, Consumer<Verdict> decide) {
            var found = Catalog.find(head.method(), head.path()).orElseThrow();
            var caller = new Caller(head.header("x-user").orElseThrow(), true);
            calls.route(found, new OwnedCalls.Request(caller, head, outbound, new KeyUse(KEY, keys, _ -> {})), decide);
        }

        @Override
        public void failed(RequestHead head, RelayFailure failure, Consumer<Verdict> decide) {
            decide.accept(Answers.plain(AnthropicError.ofStatus(failure.status(), failure.name())));
        }
    }

    /// An answer as a client sees it.
    record Seen(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        String body() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            try {
                return Json.mapper().readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String id() {
            return json().path("id").asText();
        }

        String error() {
            return json().path("error").path("type").asText();
        }

        List<String> ids() {
            return json().path("data").findValuesAsText("id");
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }

    Seen send(String user, String method, String path) throws Exception {
        return send(user, method, path, BodyPublishers.noBody());
    }

    Seen send(String user, String method, String path, String body) throws Exception {
        return send(user, method, path, BodyPublishers.ofString(body));
    }

    Seen send(String user, String method, String path, BodyPublisher body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path))
                .header("x-user", user)
                .header("authorization", "Bearer of-the-container")
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new Seen(client.send(request.build(), BodyHandlers.ofByteArray()));
    }

    /// Makes a file.
    String file(String user) throws Exception {
        return send(user, "POST", "/v1/files", "bytes").id();
    }

    /// Makes a batch.
    String batch(String user) throws Exception {
        return send(user, "POST", "/v1/messages/batches", "{}").id();
    }

    RawSocket raw(String request) {
        return RawSocket.connect(address).send(request);
    }

    /// What the file on the disk says of an object, told over a connection of its own: its user, and how far
    /// it is booked.
    Optional<String> row(String id) {
        return database.read(
                tables -> tables.createQuery("SELECT user_id || coalesce(' ' || billing, '') FROM owned WHERE id = :id")
                        .bind("id", id)
                        .mapTo(String.class)
                        .findOne());
    }

    /// The disk refuses one kind of change to the table (`INSERT`, `UPDATE`, `DELETE`) until [#diskWorks].
    void diskRefuses(String change) {
        execute("CREATE TRIGGER broken BEFORE " + change
                + " ON owned BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
    }

    void diskWorks() {
        execute("DROP TRIGGER broken");
    }

    private void execute(String sql) {
        int _ = database.write(tables -> tables.execute(sql));
    }

    @Override
    public void close() throws Exception {
        client.close();
        relay.close(Duration.ZERO);
        organisation.close();
        database.close();
    }
}
