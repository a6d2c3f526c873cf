package com.matrixos.platform.audit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Handle;

/// Keeps the entries in memory, for tests to look at.
public final class ListedAudit implements Audit {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    @Override
    public void append(Handle tx, Entry entry) {
        entries.add(entry);
    }

    @Override
    public void record(Entry entry) {
        entries.add(entry);
    }

    /// What was handed in, in order.
    public List<Entry> entries() {
        return entries;
    }
}
