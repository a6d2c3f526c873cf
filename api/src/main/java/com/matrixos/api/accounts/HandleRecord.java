package com.matrixos.api.accounts;

import org.jspecify.annotations.Nullable;

/// Whether somebody may have a handle.
///
/// @param handle as it was asked for
/// @param available whether they may
/// @param reason `invalid`, `reserved`, `taken` or `look-alike`; null when available
/// @param message the same for people; null when available
/// @param address where the computer would be
public record HandleRecord(
        String handle,
        boolean available,
        @Nullable String reason,
        @Nullable String message,
        String address) {}
