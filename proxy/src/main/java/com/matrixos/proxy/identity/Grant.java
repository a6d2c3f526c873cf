package com.matrixos.proxy.identity;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/// What is to be true of a container's token from now on.
///
/// @param sha256 64 lower-case hexadecimal digits of the token's SHA-256
/// @param address from where alone it counts; empty for anywhere
/// @param keepPrevious how long the token before it stays good; zero for not at all
public record Grant(String sha256, Optional<InetAddress> address, Duration keepPrevious) {
    /// One that counts from anywhere and leaves no other.
    public static Grant of(String sha256) {
        return new Grant(sha256, Optional.empty(), Duration.ZERO);
    }
}
