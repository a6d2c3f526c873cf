package com.matrixos.platform.integrations.inngest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.matrixos.base.json.Json;
import com.matrixos.platform.jobs.Facts;
import com.matrixos.platform.jobs.Failure;
import com.matrixos.platform.jobs.Stage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the next step of a function. Inngest keeps what steps gave, and sends it along every time.
final class Execution {
    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

    /// The event of a function that is called by hand, or by another.
    private static final String INVOKED = "inngest/function.invoked";

    private final InstantSource time;

    Execution(InstantSource time) {
        this.time = time;
    }

    /// Runs it.
    ///
    /// @param wanted the id of the one step that may be run; empty for whichever is next
    Outcome run(InngestFunction function, RunRequest request, Optional<String> wanted) {
        String event = request.event().path("name").asText();
        return event.equals(function.event()) || event.equals(INVOKED)
                ? steps(function, request, wanted)
                : new Outcome.Rejected("EventValidationError", "Event not found in triggers: " + event, "");
    }

    private Outcome steps(InngestFunction function, RunRequest request, Optional<String> wanted) {
        Map<String, JsonNode> results = new HashMap<>();
        JsonNode last = NullNode.getInstance();
        for (Stage stage : function.recipe().stages()) {
            Optional<JsonNode> error = request.error(id(stage));
            if (error.isPresent()) {
                return rejected(error.get());
            }
            Optional<JsonNode> result = request.result(id(stage));
            if (result.isEmpty()) {
                return next(stage, new Facts(request.event().path("data"), results), request, wanted);
            }
            last = result.get();
            results.put(stage.name(), last);
        }
        return new Outcome.Resolved(last);
    }

    private static Outcome rejected(JsonNode error) {
        return new Outcome.Rejected(
                error.path("name").asText("Error"),
                error.path("message").asText(),
                error.path("stack").asText());
    }

    /// How Inngest calls a step: SHA-1 of its name.
    static String id(Stage stage) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest(stage.name().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private Outcome next(Stage stage, Facts facts, RunRequest request, Optional<String> wanted) {
        if (wanted.filter(id -> !id.equals(id(stage))).isPresent()) {
            return new Outcome.Elsewhere(wanted.get(), stage);
        }
        return switch (stage) {
            case Stage.Pause pause -> new Outcome.Sleeping(pause);
            case Stage.Deed deed ->
                request.planOnly() && wanted.isEmpty() ? new Outcome.Planned(deed) : perform(deed, facts, request);
        };
    }

    private Outcome perform(Stage.Deed deed, Facts facts, RunRequest request) {
        Instant start = time.instant();
        try {
            JsonNode data = Json.mapper().valueToTree(deed.work().perform(facts));
            return new Outcome.Ran(deed, data, since(start));
        } catch (Exception e) {
            LOG.warn("a step failed step={} attempt={} run={}", deed.name(), request.attempt(), request.runId(), e);
            Failure failure = Failure.of(e);
            return new Outcome.Broken(deed, failure, failure.lasting() || request.last(), since(start));
        }
    }

    private Outcome.Timing since(Instant start) {
        return new Outcome.Timing(start, Duration.between(start, time.instant()));
    }
}
