package com.matrixos.proxy.traffic;

/// What the operator allows each user; 0 means that there is no such limit.
///
/// @param concurrency calls that may be open at the same time
/// @param requestsPerMinute calls that may begin within a minute
public record Limits(int concurrency, int requestsPerMinute) {
    public Limits {
        if (concurrency < 0 || requestsPerMinute < 0) {
            throw new IllegalArgumentException("a limit is negative");
        }
    }
}
