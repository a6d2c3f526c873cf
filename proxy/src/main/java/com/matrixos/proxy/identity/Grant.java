package com.matrixos.proxy.identity;

/// That a container has a token, without anything that would help to guess it.
///
/// @param handle whose container
/// @param createdAt ISO 8601 in UTC with milliseconds, when its present token was made known
public record Grant(String handle, String createdAt) {}
