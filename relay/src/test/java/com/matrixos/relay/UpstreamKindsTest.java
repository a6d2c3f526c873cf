package com.matrixos.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.testkit.sockets.RawSocket;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Upstreams other than a plain TCP address.
final class UpstreamKindsTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path folder;

    @Test
    void unixSocket() throws Exception {
        var path = folder.resolve("s");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            var serving = Thread.ofVirtual().start(() -> {
                try (var connection = server.accept()) {
                    var bytes = ByteBuffer.allocate(4096);
                    for (int i = 0; i < 2; i++) {
                        connection.read(bytes.clear());
                        connection.write(ByteBuffer.wrap(Scripts.ok("over unix").getBytes()));
                    }
                } catch (java.io.IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            try (var relay = Relay.start(RelayConfig.defaults(), new OneRouter(new Upstream.Unix(path)));
                    var client = RawSocket.connect(OneRouter.bind(relay))) {
                assertThat(client.send(GET).read().body()).isEqualTo("over unix");
                assertThat(client.send(GET).read().body()).isEqualTo("over unix");
            }
            serving.join();
        }
    }

    /// An upstream that has read enough to refuse answers and hangs up while the body is still on its way; the write
    /// that then fails must not take the answer with it.
    @Test
    void anAnswerBeforeTheEndOfTheBodyArrives() throws Exception {
        var path = folder.resolve("s");
        int rounds = 300;
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            var serving = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < rounds; i++) {
                    try (var connection = server.accept()) {
                        connection.read(ByteBuffer.allocate(64));
                        connection.write(ByteBuffer.wrap(
                                "HTTP/1.1 413 Enough\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".getBytes()));
                    } catch (java.io.IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
            try (var relay = Relay.start(RelayConfig.defaults(), new OneRouter(new Upstream.Unix(path)))) {
                var address = OneRouter.bind(relay);
                for (int i = 0; i < rounds; i++) {
                    try (var client = RawSocket.connect(address)) {
                        client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3000\r\n\r\n");
                        for (int piece = 0; piece < 3; piece++) {
                            client.send("x".repeat(1000));
                        }
                        assertThat(client.read().status()).isEqualTo(413);
                    }
                }
            }
            serving.join();
        }
    }

    @Test
    void missingUnixSocketIsRefused() {
        var upstream = new Upstream.Unix(folder.resolve("absent"));
        try (var relay = Relay.start(RelayConfig.defaults(), new OneRouter(upstream));
                var client = RawSocket.connect(OneRouter.bind(relay))) {
            assertThat(client.send(GET).read().body()).isEqualTo("REFUSED");
        }
    }

    @Test
    void namesAreLookedUp() {
        try (var plain = TestRelay.before(Scripts::mirror)) {
            var named = java.net.InetSocketAddress.createUnresolved(
                    "localhost", plain.upstream.address().getPort());
            try (var relay = Relay.start(RelayConfig.defaults(), new OneRouter(new Upstream.Tcp(named)));
                    var client = RawSocket.connect(OneRouter.bind(relay))) {
                assertThat(client.send(GET).read().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void unknownNameIsRefused() {
        var unknown = java.net.InetSocketAddress.createUnresolved("nobody.invalid", 80);
        try (var relay = Relay.start(RelayConfig.defaults(), new OneRouter(new Upstream.Tcp(unknown)));
                var client = RawSocket.connect(OneRouter.bind(relay))) {
            assertThat(client.send(GET).read().body()).isEqualTo("REFUSED");
        }
    }

    @Test
    void tlsWithTheRightName() throws Exception {
        assertThat(overTls("localhost", true)).endsWith("\r\n\r\nover tls");
    }

    @Test
    void tlsWithAnotherName() throws Exception {
        assertThat(overTls("other.test", true)).startsWith("HTTP/1.1 502 ").endsWith("BAD_RESPONSE");
    }

    @Test
    void tlsWithAnUntrustedCertificate() throws Exception {
        assertThat(overTls("localhost", false)).startsWith("HTTP/1.1 502 ").endsWith("BAD_RESPONSE");
    }

    /// Asks over TLS for `localhost` where the certificate is for `name`.
    private String overTls(String name, boolean trusted) throws Exception {
        var keys = keys(name);
        try (ServerSocket server = serverContext(keys)
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var connection = new RawSocket(server.accept())) {
                    connection.read();
                    connection.send(Scripts.ok("over tls"));
                    connection.awaitClosed();
                } catch (java.io.IOException | UncheckedIOException _) {
                    // The client refused us, which is what the test is about.
                }
            });
            var upstream = new Upstream.Tls("localhost", server.getLocalPort());
            try (var relay =
                            Relay.start(RelayConfig.defaults(), new OneRouter(upstream), clientContext(keys, trusted));
                    var client = RawSocket.connect(OneRouter.bind(relay))) {
                return client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                        .readToEnd();
            }
        }
    }

    private KeyStore keys(String name) throws Exception {
        Path file = folder.resolve("keys.p12");
        int exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start()
                .waitFor();
        assertThat(exit).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static SSLContext serverContext(KeyStore keys) throws Exception {
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static SslContext clientContext(KeyStore keys, boolean trusted) throws Exception {
        if (!trusted) {
            return SslContextBuilder.forClient().build();
        }
        var trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("server", keys.getCertificate("server"));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trust);
        return SslContextBuilder.forClient().trustManager(managers).build();
    }
}
