package com.matrixos.api.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindAddressTest {
    @Test
    void readsAddressesAndInterfaces() throws Exception {
        assertThat(ProxySettings.BIND.parser().apply("127.0.0.1, ::1 ,@bridge,@eth0.1"))
                .containsExactly(
                        new BindAddress.Literal(InetAddress.getByName("127.0.0.1")),
                        new BindAddress.Literal(InetAddress.getByName("::1")),
                        new BindAddress.Bridge(),
                        new BindAddress.Interface("eth0.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {",", "localhost", "@", "@a/b", "@0123456789abcdef", "300.1.1.1", "127.0.0.1:80", "127.1 ,x"})
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> ProxySettings.BIND.parser().apply(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must ");
    }
}
