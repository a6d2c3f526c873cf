package com.matrixos.platform.audit;

import org.jdbi.v3.core.Handle;

/// Takes what belongs into the log. Calls block; safe for use from any thread.
public interface Audit {
    /// Writes an entry in the transaction of the change that it tells of, so that there is never one without
    /// the other. Changes of the database go this way.
    void append(Handle tx, Entry entry);

    /// Writes an entry of something that is no change of the database: a refusal, a failure, a container's
    /// command.
    void record(Entry entry);
}
