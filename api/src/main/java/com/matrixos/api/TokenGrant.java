package com.matrixos.api;

/// What the platform tells the proxy about a container's token with `PUT /tokens/containers/{handle}`: from then on
/// the
/// token with this digest is that container's. The token itself never leaves the platform and the container.
///
/// @param sha256 64 lower-case hexadecimal digits of the token's SHA-256
public record TokenGrant(String sha256) {}
