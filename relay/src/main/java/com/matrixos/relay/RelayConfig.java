package com.matrixos.relay;

import io.netty.util.internal.PlatformDependent;
import java.time.Duration;
import java.util.List;

/// The limits a relay holds its peers to. There is none in total: a stream may last for hours.
///
/// @param connectTimeout for a connection to an upstream
/// @param headTimeout for a client's whole request head, from its first byte
/// @param responseTimeout for an upstream's response head, from the end of the request
/// @param idleTimeout without a byte in either direction, after which an exchange or tunnel is cut
/// @param keepAliveTimeout for a client's connection between two requests; a pooled upstream connection is
/// kept half as long
/// @param maxUriBytes of a request line; longer ones are answered 414
/// @param maxHeadBytes of all headers; longer ones are answered 431
/// @param maxUnfinishedHeadBytes of memory for heads that have come in part, shared out evenly to the event
/// loops; when those of one take more than its share, the ones that began first are closed
/// @param maxPooledPerUpstream idle connections kept for each upstream
/// @param trustedProxies addresses or CIDR blocks whose forwarding headers count
public record RelayConfig(
        Duration connectTimeout,
        Duration headTimeout,
        Duration responseTimeout,
        Duration idleTimeout,
        Duration keepAliveTimeout,
        int maxUriBytes,
        int maxHeadBytes,
        long maxUnfinishedHeadBytes,
        int maxPooledPerUpstream,
        List<String> trustedProxies) {
    public RelayConfig {
        trustedProxies = List.copyOf(trustedProxies);
    }

    /// What both processes start from.
    public static RelayConfig defaults() {
        return new RelayConfig(
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                Duration.ofSeconds(75),
                16 * 1024,
                64 * 1024,
                PlatformDependent.maxDirectMemory() / 8,
                256,
                List.of());
    }

    /// The same limits, with these proxies trusted.
    public RelayConfig trusting(List<String> proxies) {
        return new RelayConfig(
                connectTimeout,
                headTimeout,
                responseTimeout,
                idleTimeout,
                keepAliveTimeout,
                maxUriBytes,
                maxHeadBytes,
                maxUnfinishedHeadBytes,
                maxPooledPerUpstream,
                proxies);
    }
}
