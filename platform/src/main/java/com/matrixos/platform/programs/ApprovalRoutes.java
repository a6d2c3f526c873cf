package com.matrixos.platform.programs;

import com.matrixos.api.Ok;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Principal;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.containers.Timestamp;
import com.matrixos.platform.http.Throttle;
import com.matrixos.platform.problems.Problems;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How a program without a browser gets a token, from the side of the person who lets it in: they type its
/// code, see
/// what asks and from where, and decide. Only in a browser.
public final class ApprovalRoutes {
    /// So many codes that are nobody's may an account try in ten minutes.
    static final int GUESSES = 10;

    private static final Duration GUESSING = Duration.ofMinutes(10);

    private record Decision(
            @Nullable String userCode, @Nullable Boolean approve) {}

    private record Asking(String userCode, String address, String userAgent, String createdAt) {}

    private final Devices devices;
    private final Guard guard;
    private final Audit audit;
    private final Throttle guesses;

    public ApprovalRoutes(Devices devices, Guard guard, Audit audit, Scheduler scheduler) {
        this.devices = devices;
        this.guard = guard;
        this.audit = audit;
        this.guesses = new Throttle(GUESSING, scheduler);
    }

    /// Adds the routes.
    public void addTo(Routes routes) {
        routes.get("/api/me/device/{userCode}", guard.person(this::show))
                .post("/api/me/device", guard.person(this::decide));
    }

    private Answer show(Call call, Principal.Person person) {
        return guess(person, call.parameter("userCode"), devices::find, request -> Answer.json(200, asking(request)));
    }

    private Answer decide(Call call, Principal.Person person) throws IOException {
        Decision decision = call.json(Decision.class);
        String code = required("userCode", decision.userCode());
        boolean approve = required("approve", decision.approve());
        String accountId = approve ? person.account().id() : null;
        Actor actor = person.actor(Guard.address(call));
        return guess(person, code, userCode -> devices.decide(userCode, accountId), request -> {
            audit.record(decided(actor, approve, request));
            return Answer.json(200, Ok.OK);
        });
    }

    /// Looks for the request of a code; every code that is nobody's costs one guess.
    private Answer guess(
            Principal.Person person,
            String text,
            Function<UserCode, Optional<Devices.Request>> find,
            Function<Devices.Request, Answer> use) {
        String account = person.account().id();
        Throttle.Standing standing = guesses.take(account, GUESSES);
        if (!standing.taken()) {
            return ProgramProblems.tooMany(standing.retrySeconds());
        }
        Optional<Devices.Request> found = UserCode.parse(text).flatMap(find);
        found.ifPresent(_ -> guesses.giveBack(account, GUESSES));
        return found.map(use).orElseGet(() -> Answer.problem(Problems.nothing()));
    }

    private static Entry decided(Actor actor, boolean approve, Devices.Request request) {
        return new Entry(
                actor,
                approve ? "device.approved" : "device.refused",
                "account:" + actor.id(),
                Map.of(),
                Map.of(
                        "address", request.asker().address(),
                        "userAgent", request.asker().userAgent()),
                Entry.Outcome.OK);
    }

    private static Asking asking(Devices.Request request) {
        return new Asking(
                request.userCode().text(),
                request.asker().address(),
                request.asker().userAgent(),
                Timestamp.of(request.createdAt()));
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw Problems.badRequest(field, field + " is required").exception();
        }
        return value;
    }
}
