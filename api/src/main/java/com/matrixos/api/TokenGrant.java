package com.matrixos.api;

import org.jspecify.annotations.Nullable;

/// What the proxy is told about a container's token with `PUT /tokens/containers/{handle}`: from then on the token
/// with this digest is that container's. The token itself never leaves the platform and the container.
///
/// All of it is said each time: an absent address unbinds the token. The same digest again changes the address and
/// nothing else.
///
/// @param sha256 64 lower-case hexadecimal digits of the token's SHA-256; required, and nullable so that its absence
/// can be named
/// @param address the IP address from which alone the token counts; null for any
/// @param keepPreviousSeconds how long the token it had until now stays good beside it, 0 to 3600; null for 0
public record TokenGrant(
        @Nullable String sha256,
        @Nullable String address,
        @Nullable Integer keepPreviousSeconds) {}
