package com.matrixos.api.containers;

import org.jspecify.annotations.Nullable;

/// Asks for a container. Both fields are required; they are nullable so that a missing one can be named.
///
/// @param handle the name it shall have
/// @param clerkUserId who shall own it
public record ProvisionRequest(
        @Nullable String handle, @Nullable String clerkUserId) {}
