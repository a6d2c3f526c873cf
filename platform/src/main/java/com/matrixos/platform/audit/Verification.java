package com.matrixos.platform.audit;

import org.jspecify.annotations.Nullable;

/// What walking the chain has shown.
///
/// @param ok whether every line is as it was written, as far as the chain and its anchors can tell
/// @param entries how many lines were looked at
/// @param head hash of the last good line; 64 zeros when there is none
/// @param brokenAt number of the first line that is not as it was written or not there; null when all is
/// well
public record Verification(
        boolean ok, long entries, String head, @Nullable Long brokenAt) {}
