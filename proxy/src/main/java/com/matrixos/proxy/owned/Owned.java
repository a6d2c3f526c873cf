package com.matrixos.proxy.owned;

import java.time.Instant;

/// One object at the upstream.
///
/// @param id the upstream's
/// @param user who made it
/// @param createdAt when its owner was written down
/// @param due whether it may still have results that are not booked; never so of a file
record Owned(String id, Kind kind, String user, Instant createdAt, boolean due) {
    /// The same, with nothing more to book.
    Owned closed() {
        return new Owned(id, kind, user, createdAt, false);
    }
}
