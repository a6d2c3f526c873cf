package com.matrixos.proxy;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import javax.management.NotificationEmitter;

/// Collects the old generation before it grows. The serial collector does so only when the heap has reached its
/// limit, which stands high for what nobody foresees: a thousand streams then take 60 MB more for what is garbage.
/// A collection takes some 35 ms and falls due every few minutes of such a load, and never without it.
final class EarlyCollection {
    /// Twice what a thousand streams need at once.
    private static final long MOST_BYTES = 32L * 1024 * 1024;

    private EarlyCollection() {}

    /// From here on; with a collector that has no such generation nothing is done.
    static void start() {
        ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Tenured Gen"))
                .forEach(EarlyCollection::watch);
    }

    /// Told once for each time that a collection of the young generation leaves more than that in the old one.
    private static void watch(MemoryPoolMXBean pool) {
        pool.setUsageThreshold(MOST_BYTES);
        ((NotificationEmitter) ManagementFactory.getMemoryMXBean())
                .addNotificationListener(
                        (_, _) -> System.gc(),
                        told -> told.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED),
                        null);
    }
}
