package com.matrixos.bench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The load generator against its own mock: that everything is sent, answered and counted. How fast is not
/// looked at.
@Timeout(120)
class TurnsTest {
    private Turns turns;
    private Target mock;

    @BeforeEach
    void start() throws Exception {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        turns = new Turns(Stage.open(port));
        mock = new Target("mock", port, ProcessHandle.current().pid(), List.of("", "x-api-key: two\r\n"));
    }

    @Test
    void timesEveryCall() throws Exception {
        var load = new FirstBytes.Load(200, Duration.ofMillis(500), 1);
        Sample messages = turns.message(mock, load);
        Sample streams = turns.stream(mock, load);
        assertThat(messages.got()).isEqualTo(messages.expected()).isGreaterThan(100);
        assertThat(streams.got()).isEqualTo(messages.got());
        assertThat(streams.nanos().getTotalCount())
                .isEqualTo(messages.nanos().getTotalCount())
                .isLessThan(messages.got());
        assertThat(turns.calls(mock)).isEqualTo(messages.got() + streams.got());
    }

    @Test
    void countsEveryEvent() throws Exception {
        Sample sample = turns.events(mock, new EventDelays.Load(10, 20, Duration.ofSeconds(1)));
        assertThat(sample.expected()).isBetween(150L, 250L);
        assertThat(sample.got()).isEqualTo(sample.expected());
        assertThat(sample.nanos().getTotalCount()).isEqualTo(sample.got());
    }

    @Test
    void uploadsTheLongestBodies() throws Exception {
        Sample sample = turns.uploads(mock, 2);
        assertThat(sample.trouble()).isEmpty();
        assertThat(sample.got()).isEqualTo(2);
        assertThat(sample.cost().peakRss()).isPositive();
    }
}
