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

/// How much the files of homes add up to. Counted in the background when somebody asks, two homes at a time, and one
/// home so seldom that counting takes a hundredth of the time. Never blocks; safe for use from any thread.
public final class HomeSizes {
    private static final Logger LOG = LoggerFactory.getLogger(HomeSizes.class);

    /// How long a size is good enough at the least, and at the most.
    static final Duration LIFE = Duration.ofMinutes(1);

    private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);
    private static final int SHARE = 100;

    /// A home that takes longer to count has no size: reading millions of entries costs everybody's disk.
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final int AT_ONCE = 2;

    /// @param bytes what was counted last; null while it never was
    /// @param until when it is to be counted again
    private record Size(@Nullable Long bytes, Instant until) {}

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
        if (before == null || !now.isBefore(before.until())) {
            var next = new Size(before == null ? null : before.bytes(), now.plus(LONGEST_LIFE));
            boolean mine =
                    before == null ? sizes.putIfAbsent(handle, next) == null : sizes.replace(handle, before, next);
            if (mine) {
                Thread.ofVirtual().name("size " + handle).start(() -> count(handle, home, next, now));
            }
        }
        return last(handle);
    }

    /// The size of a home when it was last counted, in bytes.
    public Optional<Long> last(Handle handle) {
        return Optional.ofNullable(sizes.get(handle)).map(Size::bytes);
    }

    private void count(Handle handle, Path home, Size asked, Instant now) {
        turns.acquireUninterruptibly();
        try {
            long begun = System.nanoTime();
            long bytes = count(home);
            sizes.replace(handle, asked, new Size(bytes, now.plus(life(System.nanoTime() - begun))));
        } catch (IOException e) {
            LOG.debug("home not counted handle={} reason={}", handle, e.toString());
        } finally {
            turns.release();
        }
    }

    private static Duration life(long tookNanos) {
        long nanos = Math.clamp(tookNanos * SHARE, LIFE.toNanos(), LONGEST_LIFE.toNanos());
        return Duration.ofNanos(nanos);
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
