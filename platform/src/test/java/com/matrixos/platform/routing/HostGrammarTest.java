package com.matrixos.platform.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostGrammarTest {
    private final HostGrammar wide = new HostGrammar("matrix-os.com");
    private final HostGrammar local = new HostGrammar("localhost");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "matrix-os.com",
                "www.matrix-os.com",
                "api.matrix-os.com",
                "api.matrix-os.com:443",
                "localhost:9000",
                "127.0.0.1:9000",
                "127.0.0.1",
                "[::1]:9000",
                "[::1]"
            })
    void controlPlane(String host) {
        assertThat(wide.read(host)).isEqualTo(new Destination.Control());
    }

    @ParameterizedTest
    @CsvSource({
        "alice.matrix-os.com, alice",
        "alice.matrix-os.com:8443, alice",
        "a--b.matrix-os.com, a--b",
        "_x.matrix-os.com, _x"
    })
    void computers(String host, String label) {
        assertThat(wide.read(host)).isEqualTo(new Destination.Computer(label));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.b.matrix-os.com",
                ".matrix-os.com",
                "evilmatrix-os.com",
                "matrix-os.com.evil.com",
                "alice.localhost",
                "10.0.0.1:9000",
                "[::2]",
                ""
            })
    void elsewhere(String host) {
        assertThat(wide.read(host)).isEqualTo(new Destination.Elsewhere());
    }

    @ParameterizedTest
    @CsvSource({"demo.localhost:9000, demo", "demo.localhost, demo"})
    void computersOnLocalhost(String host, String label) {
        assertThat(local.read(host)).isEqualTo(new Destination.Computer(label));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "localhost:9000, true",
        "127.0.0.1:9000, true",
        "[::1]:9000, true",
        "api.matrix-os.com, false",
        "alice.localhost, false"
    })
    void onlySomebodyAtTheMachineTypesThese(String host, boolean loopback) {
        assertThat(HostGrammar.loopback(host)).isEqualTo(loopback);
    }
}
