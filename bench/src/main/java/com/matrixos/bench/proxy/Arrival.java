package com.matrixos.bench.proxy;

/// A read from a socket.
///
/// @param time [System#nanoTime] right after it
/// @param number of the read on its connection; bytes with the same number came in one piece
record Arrival(long time, long number) {}
