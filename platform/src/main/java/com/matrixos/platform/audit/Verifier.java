package com.matrixos.platform.audit;

import com.matrixos.base.sqlite.Database;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One walk along the chain. Holds one page of it in memory.
final class Verifier {
    private static final int PAGE = 1_000;

    private final Database database;
    /// Lines before the first would never be reached from 0; one that somebody put there breaks the chain.
    private long seen = Long.MIN_VALUE;

    private long last;
    private String head = Chain.START;

    /// A row, and what an anchor says its hash was.
    private record Anchored(Row row, @Nullable String anchor) {}

    Verifier(Database database) {
        this.database = database;
    }

    Verification verify() {
        // First, for a line that comes while we walk may bring an anchor with it.
        Optional<Long> anchored = lastAnchor();
        for (List<Anchored> page = page(); !page.isEmpty(); page = page()) {
            for (Anchored next : page) {
                if (!follows(next)) {
                    return broken(last + 1);
                }
                last = next.row().seq();
                seen = last;
                head = next.row().hash();
            }
        }
        return anchored.filter(seq -> seq > last)
                .map(_ -> broken(last + 1))
                .orElseGet(() -> new Verification(true, last, head, null));
    }

    private boolean follows(Anchored next) {
        Row row = next.row();
        return row.seq() == last + 1
                && row.previous().equals(head)
                && row.hash().equals(Chain.hash(row))
                && (next.anchor() == null || row.hash().equals(next.anchor()));
    }

    private Verification broken(long seq) {
        return new Verification(false, last, head, seq);
    }

    private List<Anchored> page() {
        return database.read(tx -> tx.createQuery(
                        "SELECT audit.*, audit_anchors.hash AS anchor FROM audit LEFT JOIN audit_anchors"
                                + " ON audit_anchors.seq = audit.seq WHERE audit.seq > :seen"
                                + " ORDER BY audit.seq LIMIT :page")
                .bind("seen", seen)
                .bind("page", PAGE)
                .map((row, context) -> new Anchored(AuditLog.row(row, context), row.getString("anchor")))
                .list());
    }

    private Optional<Long> lastAnchor() {
        return database.read(tx -> tx.createQuery("SELECT seq FROM audit_anchors ORDER BY seq DESC LIMIT 1")
                .mapTo(Long.class)
                .findOne());
    }
}
