package com.matrixos.api;

import org.jspecify.annotations.Nullable;

/// Where a container is now: the body of `PUT /tokens/containers/{handle}/address`.
///
/// @param address the IP address from which alone its token counts; null for any
public record TokenAddress(@Nullable String address) {}
