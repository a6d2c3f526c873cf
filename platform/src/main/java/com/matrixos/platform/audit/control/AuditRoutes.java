package com.matrixos.platform.audit.control;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Principal;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.AuditLog;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.audit.Question;
import com.matrixos.platform.audit.Row;
import com.matrixos.platform.http.Csv;
import com.matrixos.platform.http.Paging;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/// Shows the audit log to the operator and admins. Newest first; who takes it away as a whole is in it.
public final class AuditRoutes {
    private static final int CSV_PAGE = 500;

    private final AuditLog log;
    private final Audit audit;
    private final Guard guard;

    public AuditRoutes(AuditLog log, Audit audit, Guard guard) {
        this.log = log;
        this.audit = audit;
        this.guard = guard;
    }

    /// Adds the routes.
    public void addTo(Routes routes) {
        routes.get("/api/audit", guard.steering((call, _) -> list(call)))
                .get("/api/audit.csv", guard.steering(this::csv))
                .get("/api/audit/verify", guard.steering((_, _) -> Answer.json(200, log.verify())));
    }

    private Answer list(Call call) {
        Question question = Questions.of(call);
        Paging paging = Paging.of(call, "audit", 1);
        List<Row> found = log.read(question, paging.afterNumber().orElse(Long.MAX_VALUE), paging.wanted());
        OptionalLong total = log.count(question);
        return Answer.json(
                200,
                paging.page(
                        found,
                        row -> List.of(Long.toString(row.seq())),
                        AuditItem::of,
                        total.isPresent() ? total.getAsLong() : null));
    }

    private Answer csv(Call call, Principal who) {
        Question question = Questions.of(call);
        audit.record(Entry.done(who.actor(Guard.address(call)), "audit.exported", "audit"));
        return Csv.file("audit.csv", AuditLine.class, sink -> write(question, sink));
    }

    private void write(Question question, Csv.Sink<AuditLine> sink) throws IOException {
        long before = Long.MAX_VALUE;
        for (List<Row> page = log.read(question, before, CSV_PAGE);
                !page.isEmpty();
                page = log.read(question, before, CSV_PAGE)) {
            for (Row row : page) {
                sink.write(AuditLine.of(row));
            }
            before = page.getLast().seq();
        }
    }
}
