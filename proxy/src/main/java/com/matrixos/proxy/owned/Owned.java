package com.matrixos.proxy.owned;

import java.time.Instant;

/// One object at the upstream.
///
/// @param id the upstream's
/// @param user who made it
/// @param createdAt when its owner was written down
/// @param due whether it may still have results that are not booked; never so of a file
/// @param hold the money that is set aside while it is due
/// @param content what is in it; not known of a batch
record Owned(String id, Kind kind, String user, Instant createdAt, boolean due, BatchHold hold, Content content) {
    /// The same, with nothing more to book, so that its money is free again.
    Owned closed() {
        hold.release();
        return new Owned(id, kind, user, createdAt, false, BatchHold.NONE, content);
    }
}
