package com.matrixos.bench.proxy;

/// A stretch of time that counts, by [System#nanoTime].
///
/// @param from first nanosecond
/// @param to first nanosecond after it
record Window(long from, long to) {
    boolean contains(long time) {
        return from <= time && time < to;
    }
}
