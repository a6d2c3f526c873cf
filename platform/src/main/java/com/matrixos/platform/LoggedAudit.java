package com.matrixos.platform;

import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Interim.
final class LoggedAudit implements Audit {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedAudit.class);

    @Override
    public void append(Handle tx, Entry entry) {
        record(entry);
    }

    @Override
    public void record(Entry entry) {
        LOG.info("audit {}", entry);
    }
}
