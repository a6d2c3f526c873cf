package com.matrixos.platform.audit.control;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.matrixos.platform.audit.Row;
import org.jspecify.annotations.Nullable;

/// One line of the log as the CSV has it.
@JsonPropertyOrder({
    "seq",
    "at",
    "actorKind",
    "actorId",
    "actorHandle",
    "address",
    "action",
    "target",
    "before",
    "after",
    "result",
    "previous",
    "hash"
})
record AuditLine(
        long seq,
        String at,
        String actorKind,
        String actorId,
        @Nullable String actorHandle,
        String address,
        String action,
        String target,
        String before,
        String after,
        String result,
        String previous,
        String hash) {
    static AuditLine of(Row row) {
        Row.Who actor = row.actor();
        return new AuditLine(
                row.seq(),
                row.at(),
                actor.kind(),
                actor.id(),
                actor.handle(),
                actor.address(),
                row.action(),
                row.target(),
                row.before(),
                row.after(),
                row.result(),
                row.previous(),
                row.hash());
    }
}
