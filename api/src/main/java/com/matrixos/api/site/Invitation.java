package com.matrixos.api.site;

import org.jspecify.annotations.Nullable;

/// A wish to let somebody in.
///
/// @param role `viewer` or `editor`
public record Invitation(@Nullable String handle, @Nullable String role) {}
