package com.matrixos.proxy.keys;

import com.matrixos.base.time.Cancellable;
import com.matrixos.base.time.Scheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where the keys come from: those that were set when the process started, and a file that is looked at every
/// second, so that keys are replaced without a restart. The file's come first.
public final class KeySource implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final KeyRing ring;
    private final List<Key> fixed;
    private Cancellable watch = () -> {};

    private KeySource(KeyRing ring, List<Key> fixed) {
        this.ring = ring;
        this.fixed = fixed;
    }

    /// Reads the keys, and goes on watching the file, which may be missing for now. Blocks on the disk.
    ///
    /// @param fixed `ANTHROPIC_API_KEY`
    /// @param file `ANTHROPIC_API_KEY_FILE`
    public static KeySource open(List<String> fixed, Optional<Path> file, Scheduler scheduler) {
        var ring = new KeyRing(scheduler);
        var source = new KeySource(ring, fixed.stream().map(Key::new).toList());
        file.map(KeyFile::new).ifPresentOrElse(keys -> source.follow(keys, scheduler), () -> source.use(List.of()));
        return source;
    }

    /// The keys, as they are at any moment.
    public KeyRing ring() {
        return ring;
    }

    /// Looks no more; the ring keeps what it has.
    @Override
    public void close() {
        watch.cancel();
    }

    private void follow(KeyFile file, Scheduler scheduler) {
        use(file.changed().orElse(List.of()));
        watch = scheduler.every(INTERVAL, () -> file.changed().ifPresent(this::use));
    }

    private void use(List<Key> fromFile) {
        ring.use(Stream.concat(fromFile.stream(), fixed.stream()).distinct().toList());
    }
}
