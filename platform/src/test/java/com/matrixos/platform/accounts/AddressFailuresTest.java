package com.matrixos.platform.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.testkit.time.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Counting by address.
final class AddressFailuresTest {
    private final ManualScheduler time = new ManualScheduler(Instant.parse("2026-02-15T11:30:18.000Z"));
    private final AddressFailures failures = new AddressFailures(
            new Backoff(2, Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofDays(1)), time);

    @Test
    void aNetOfIpv6IsOne() {
        failures.count("2001:db8:1:2::1");
        failures.count("2001:db8:1:2:ffff::2");
        assertThatThrownBy(() -> failures.count("2001:db8:1:2::3")).isInstanceOf(TryLaterException.class);
        assertThatCode(() -> failures.count("2001:db8:1:3::1")).doesNotThrowAnyException();
    }

    @Test
    void anAddressOfIpv4IsOneHoweverItIsWritten() {
        failures.count("192.0.2.1");
        failures.count("::ffff:192.0.2.1");
        assertThatThrownBy(() -> failures.count("192.0.2.1")).isInstanceOf(TryLaterException.class);
        assertThatCode(() -> failures.count("192.0.2.2")).doesNotThrowAnyException();
    }

    @Test
    void whatIsNoAddressIsOneTogether() {
        failures.count("");
        failures.count("x".repeat(1000));
        assertThatThrownBy(() -> failures.count("unknown")).isInstanceOf(TryLaterException.class);
    }

    @Test
    void successesLeaveNothingBehind() {
        for (int n = 0; n < 100; n++) {
            failures.count("192.0.2.1");
            failures.undo("192.0.2.1");
        }
        assertThat(failures.size()).isZero();
    }

    @Test
    void memoryIsBounded() {
        for (int n = 0; n < 20_000; n++) {
            failures.count("10.0." + n / 256 + "." + n % 256);
        }
        assertThat(failures.size()).isEqualTo(10_000);
    }
}
