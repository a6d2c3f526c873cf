package com.matrixos.platform.audit;

import org.jspecify.annotations.Nullable;

/// One line of the log as it is stored, every field in the very text that the hash is over.
///
/// @param seq 1, 2, 3 … without gaps
/// @param at ISO 8601 with milliseconds
/// @param before a JSON object
/// @param after a JSON object
/// @param result how it ended: `ok`, `denied`, `failed`
/// @param previous hash of the line before; 64 zeros in the first
/// @param hash see [Chain]
public record Row(
        long seq,
        String at,
        Who actor,
        String action,
        String target,
        String before,
        String after,
        String result,
        String previous,
        String hash) {
    /// Who did it, as stored.
    public record Who(String kind, String id, @Nullable String handle, String address) {}
}
