package com.matrixos.platform.site;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.base.json.Json;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Scope;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.containers.Timestamp;
import com.matrixos.platform.problems.Problems;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// `GET /api/me/export`: all that is an account's, to take away.
final class ExportRoute {
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Guard guard;
    private final Audit audit;
    private final Containers containers;
    private final People people;

    ExportRoute(Guard guard, Audit audit, Containers containers, People people) {
        this.guard = guard;
        this.audit = audit;
        this.containers = containers;
        this.people = people;
    }

    void addTo(Routes routes) {
        routes.get("/api/me/export", guard.account(Scope.ACCOUNT_READ, this::export));
    }

    private Answer export(Call call, Account account) {
        Map<String, String> headers = Map.of(
                "content-type", "application/zip",
                "content-disposition", "attachment; filename=\"" + account.handle() + ".zip\"",
                "cache-control", "private, no-store");
        if (call.method().equals("HEAD")) {
            return new Answer(200, headers, new Answer.Bytes(new byte[0]));
        }
        if (!underWay.add(account.id())) {
            throw Problems.exportUnderWay().exception();
        }
        audit.record(Entry.done(guard.actor(call), "account.exported", "account:" + account.id()));
        return new Answer(200, headers, new Answer.Stream(-1, out -> {
            try {
                write(account, out);
            } finally {
                underWay.remove(account.id());
            }
        }));
    }

    private void write(Account account, OutputStream out) throws IOException {
        Optional<Path> home = containers.home(account.handle(), account.id());
        try (var export = new HomeExport(out)) {
            export.add("account.json", Json.write(document(account)));
            if (home.isPresent()) {
                export.files(home.get());
            }
        }
    }

    private Map<String, Object> document(Account account) {
        var document = new LinkedHashMap<String, Object>();
        document.put("id", account.id());
        document.put("handle", account.handle().text());
        document.put("email", account.email());
        document.put("role", account.admin() ? "admin" : "user");
        document.put("state", account.standing().text());
        document.put("createdAt", Timestamp.of(account.createdAt()));
        boolean own = containers
                .find(account.handle())
                .filter(one -> one.clerkUserId().equals(account.id()))
                .isPresent();
        document.put("people", own ? people.of(account.handle()) : java.util.List.of());
        return document;
    }
}
