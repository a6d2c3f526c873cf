package com.matrixos.platform.integrations.inngest;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Problem;
import com.matrixos.base.http.Routes;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.audit.Audit;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.integrations.Outward;
import com.matrixos.platform.integrations.Receipts;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/api/inngest`. Its answers are the protocol's, failures included.
///
/// | request | from | answer |
/// |---|---|---|
/// | `GET` | anybody | that there is something here; to Inngest, all about it |
/// | `PUT` | anybody | Inngest is told which functions there are |
/// | `PUT`, in band | Inngest | which functions there are |
/// | `POST` | Inngest | what the next step gave |
public final class InngestRoutes {
    static final String PATH = "/api/inngest";

    private static final Logger LOG = LoggerFactory.getLogger(InngestRoutes.class);
    private static final int LONGEST = 1024 * 1024;

    private final InngestSettings settings;
    private final List<InngestFunction> functions;
    private final Signatures signatures;
    private final Description description;
    private final Sync sync;
    private final InngestApi api;
    private final Execution execution;
    private final Receipts receipts;
    private final Guard guard;
    private final Audit audit;

    /// A request whose signature was looked at.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Asked(Call call, byte[] body, Trust trust) {
        boolean trusted() {
            return trust instanceof Trust.Given;
        }
    }

    private interface Way {
        Reply answer(Asked asked) throws IOException;
    }

    public InngestRoutes(
            InngestSettings settings,
            List<InngestFunction> functions,
            Receipts receipts,
            Guard guard,
            Audit audit,
            Outward outward,
            Scheduler time) {
        this.settings = settings;
        this.functions = List.copyOf(functions);
        this.signatures = new Signatures(settings, time);
        this.description = new Description(settings, functions);
        this.api = new InngestApi(settings, outward);
        this.sync = new Sync(description, api, time);
        this.execution = new Execution(time);
        this.receipts = receipts;
        this.guard = guard;
        this.audit = audit;
    }

    /// Adds the routes.
    public void addTo(Routes routes) {
        routes.get(PATH, guard.open((call, _) -> answer(call, this::introspect)))
                .put(PATH, guard.open((call, _) -> answer(call, this::synchronise)))
                .post(PATH, guard.open((call, _) -> answer(call, this::run)));
    }

    private Reply introspect(Asked asked) {
        boolean whole = asked.trusted() && settings.dev().isEmpty();
        return Reply.json(200, whole ? description.whole() : description.brief());
    }

    private Reply synchronise(Asked asked) {
        if (asked.call().header("x-inngest-sync-kind").filter("in_band"::equals).isPresent()) {
            return asked.trusted() ? sync.inBand(asked.body()) : refused(asked);
        }
        return sync.outOfBand(asked.call().query("deployId"), serverKind(asked.call()));
    }

    private Reply run(Asked asked) throws IOException {
        if (asked.body().length == 0 || !asked.trusted() || !first(asked)) {
            return refused(asked);
        }
        Optional<String> probe = asked.call().query("probe");
        if (probe.isPresent()) {
            return probe.get().equals("trust")
                    ? new Reply(200, Map.of(), new byte[0])
                    : Replies.unknownProbe(probe.get());
        }
        String wanted = asked.call().query("fnId").orElse("");
        Optional<InngestFunction> function =
                functions.stream().filter(one -> one.id().equals(wanted)).findFirst();
        return function.isPresent()
                ? run(function.get(), asked)
                : Replies.internal(
                        "Function \"" + wanted + "\" was not found in this app; is the app synced correctly?");
    }

    private Reply run(InngestFunction function, Asked asked) {
        try {
            RunRequest sent = RunRequest.of(asked.body());
            RunRequest whole = sent.elsewhere() ? api.whole(sent) : sent;
            Optional<String> step = asked.call().query("stepId").filter(id -> !id.isEmpty() && !id.equals("step"));
            return Replies.of(execution.run(function, whole, step));
        } catch (IOException e) {
            LOG.warn("a request to run a function cannot be made out function={}", function.id(), e);
            return Replies.internal("Failed to parse data from executor");
        }
    }

    /// The signature leaves the address unsigned, so two steps asked for in one second bear the same.
    private boolean first(Asked asked) {
        return settings.dev().isPresent()
                || receipts.first(
                        "inngest " + asked.call().header(Signatures.HEADER).orElse("") + " "
                                + asked.call().query("fnId").orElse("") + " "
                                + asked.call().query("stepId").orElse(""));
    }

    private Reply refused(Asked asked) {
        LOG.warn("a request was refused trust={}", asked.trust());
        audit.record(Entry.denied(guard.actor(asked.call()), "webhook.refused", "webhook:inngest"));
        return Reply.unauthorized();
    }

    private Answer answer(Call call, Way way) throws IOException {
        byte[] body = call.method().equals("GET") ? new byte[0] : body(call);
        var asked = new Asked(call, body, signatures.judge(call.header(Signatures.HEADER), body));
        return signed(asked, way.answer(asked));
    }

    /// Who is not Inngest does not learn what is here.
    private Answer signed(Asked asked, Reply reply) {
        Answer plain = Answer.bytes(reply.status(), "application/json", reply.body())
                .with("x-inngest-sdk-handled", "true")
                .with("cache-control", "no-store");
        return switch (asked.trust()) {
            case Trust.Withheld _ ->
                Optional.ofNullable(reply.headers().get("retry-after"))
                        .map(seconds -> plain.with("retry-after", seconds))
                        .orElse(plain);
            case Trust.Given(Optional<SigningKey> key) -> {
                Answer known = known(asked.call(), plain, reply);
                yield key.map(with -> known.with(Signatures.HEADER, signatures.of(with, reply.body())))
                        .orElse(known);
            }
        };
    }

    private Answer known(Call call, Answer plain, Reply reply) {
        Answer answer = plain.with("x-inngest-sdk", Description.SDK)
                .with("x-inngest-framework", Description.FRAMEWORK)
                .with("x-inngest-req-version", "2");
        if (!settings.environment().isEmpty()) {
            answer = answer.with("x-inngest-env", settings.environment());
        }
        Optional<String> kind = serverKind(call);
        if (kind.isPresent()) {
            answer = answer.with("x-inngest-expected-server-kind", kind.get());
        }
        for (var header : reply.headers().entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    private static Optional<String> serverKind(Call call) {
        return call.header("x-inngest-server-kind").filter(kind -> kind.equals("cloud") || kind.equals("dev"));
    }

    private static byte[] body(Call call) throws IOException {
        try (InputStream in = call.stream()) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw Problem.of(
                                "body-too-large",
                                413,
                                "The request body is too large",
                                "the body must not exceed " + LONGEST + " bytes")
                        .exception();
            }
            return bytes;
        }
    }
}
