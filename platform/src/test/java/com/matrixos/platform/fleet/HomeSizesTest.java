package com.matrixos.platform.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.platform.containers.Handle;
import com.matrixos.testkit.time.ManualScheduler;
import com.matrixos.testkit.time.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sizes of homes, counted now and then.
final class HomeSizesTest {
    private static final Handle ALICE = Handle.of("alice");

    @TempDir
    Path home;

    private final ManualScheduler time = new ManualScheduler(Instant.parse("2026-02-15T11:30:00Z"));
    private final HomeSizes sizes = new HomeSizes(time);

    @Test
    void isCountedWithoutWhatLeadsOutAndNotTooOften() throws IOException {
        Files.createDirectories(home.resolve("a/b"));
        Files.write(home.resolve("a/b/c"), new byte[100]);
        Files.write(home.resolve("d"), new byte[11]);
        Files.createSymbolicLink(home.resolve("link"), Path.of("/"));
        assertThat(sizes.last(ALICE)).isEmpty();
        until(111);
        Files.write(home.resolve("e"), new byte[9]);
        time.advance(HomeSizes.LIFE.minus(Duration.ofSeconds(1)));
        assertThat(sizes.bytes(ALICE, home)).contains(111L);
        time.advance(Duration.ofSeconds(1));
        until(120);
    }

    @Test
    void oneThatIsNotThereHasNone() {
        assertThat(sizes.bytes(ALICE, home.resolve("nowhere"))).isEmpty();
    }

    private void until(long bytes) {
        Until.holds("it is counted", () -> sizes.bytes(ALICE, home).equals(Optional.of(bytes)));
    }
}
