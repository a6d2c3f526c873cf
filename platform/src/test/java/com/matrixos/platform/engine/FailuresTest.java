package com.matrixos.platform.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.matrixos.platform.containers.EngineException;
import com.matrixos.platform.containers.EngineException.Kind;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FailuresTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "driver failed programming external connectivity on endpoint x (5af): Bind for 127.0.0.1:4001 failed:"
                        + " port is already allocated",
                "driver failed programming external connectivity on endpoint x (5af): Error starting userland proxy:"
                        + " listen tcp4 127.0.0.1:4001: bind: address already in use",
                "Error starting userland proxy: listen tcp 127.0.0.1:4001: bind: address already in use"
            })
    void dockersProseAboutPortsIsUnderstood(String message) {
        EngineException failure = Failures.translate(new InternalServerErrorException(message));
        assertThat(failure.kind()).isEqualTo(Kind.PORT_TAKEN);
        assertThat(failure.port()).isEqualTo(4001);
    }

    @Test
    void theRestIsToldApart() {
        assertThat(Failures.translate(new NotFoundException("No such container: x"))
                        .kind())
                .isEqualTo(Kind.GONE);
        assertThat(Failures.translate(new InternalServerErrorException("no space left"))
                        .kind())
                .isEqualTo(Kind.REFUSED);
        assertThat(Failures.translate(new IllegalStateException(new IOException("connection refused")))
                        .kind())
                .isEqualTo(Kind.UNAVAILABLE);
    }
}
