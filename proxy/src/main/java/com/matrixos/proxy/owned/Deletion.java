package com.matrixos.proxy.owned;

import com.matrixos.proxy.upstream.KeyUse;
import com.matrixos.proxy.upstream.PassingTap;
import com.matrixos.relay.ResponseHead;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Forgets an object once the upstream has deleted it. If that fails, or the process ends in between, the row
/// stays and does no harm: the upstream says itself that there is nothing.
final class Deletion extends PassingTap {
    private static final Logger LOG = LoggerFactory.getLogger(Deletion.class);

    private final OwnedObjects objects;
    private final String id;

    /// @param ours headers that tell the caller about the caller's limits
    Deletion(KeyUse key, Map<String, String> ours, OwnedObjects objects, String id) {
        super(key, ours);
        this.objects = objects;
        this.id = id;
    }

    @Override
    public Handling answered(ResponseHead head) {
        if (head.status() / 100 == 2) {
            Thread.ofVirtual().name("owned").start(this::forget);
        }
        return super.answered(head);
    }

    private void forget() {
        try {
            objects.forget(id);
        } catch (RuntimeException e) {
            LOG.warn("a deleted object is still in the table id={}", id, e);
        }
    }
}
