package com.matrixos.platform.fleet;

import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.containers.Handle;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How much the files of homes add up to. Counted in the background when somebody asks, at most every ten minutes for
/// one home, two homes at a time. Never blocks; safe for use from any thread.
public final class HomeSizes {
    private static final Logger LOG = LoggerFactory.getLogger(HomeSizes.class);

    /// How long a size is good enough.
    static final Duration LIFE = Duration.ofMinutes(10);

    /// A home that takes longer to count has no size: reading millions of entries costs everybody's disk.
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final int AT_ONCE = 2;

    /// @param bytes what was counted last; null while it never was
    private record Size(@Nullable Long bytes, Instant askedAt) {}

    private final Map<Handle, Size> sizes = new ConcurrentHashMap<>();
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final Scheduler scheduler;

    public HomeSizes(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /// The size of a home when it was last counted, in bytes. Has it counted again if that is long ago.
    public Optional<Long> bytes(Handle handle, Path home) {
        Instant now = scheduler.instant();
        Size before = sizes.get(handle);
        if (before == null || !now.isBefore(before.askedAt().plus(LIFE))) {
            var next = new Size(before == null ? null : before.bytes(), now);
            boolean mine =
                    before == null ? sizes.putIfAbsent(handle, next) == null : sizes.replace(handle, before, next);
            if (mine) {
                Thread.ofVirtual().name("size " + handle).start(() -> count(handle, home, next));
            }
        }
        return last(handle);
    }

    /// The size of a home when it was last counted, in bytes.
    public Optional<Long> last(Handle handle) {
        return Optional.ofNullable(sizes.get(handle)).map(Size::bytes);
    }

    private void count(Handle handle, Path home, Size asked) {
        turns.acquireUninterruptibly();
        try {
            sizes.replace(handle, asked, new Size(count(home), asked.askedAt()));
        } catch (IOException e) {
            LOG.debug("home not counted handle={} reason={}", handle, e.toString());
        } finally {
            turns.release();
        }
    }

    private static long count(Path home) throws IOException {
        var sum = new Sum();
        HomeTree.walk(home, sum);
        return sum.bytes;
    }

    private static final class Sum implements HomeTree.Visitor {
        private final long end = System.nanoTime() + LONGEST.toNanos();
        private long bytes;

        @Override
        public void file(String path, BasicFileAttributes attributes, HomeTree.Opener opener) throws IOException {
            bytes += attributes.size();
            if (System.nanoTime() > end) {
                throw new IOException("not counted within " + LONGEST.toSeconds() + " s");
            }
        }

        @Override
        public void unreadable(String path) {}
    }
}
