package com.matrixos.platform.integrations.inngest;

import com.fasterxml.jackson.databind.node.NullNode;
import com.matrixos.platform.jobs.Failure;
import com.matrixos.platform.jobs.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Outcomes in the words of the protocol. Pure.
final class Replies {
    private static final String NO_RETRY = "x-inngest-no-retry";

    /// In seconds; what is down for a moment is not asked again at once.
    private static final String LATER = "10";

    private Replies() {}

    static Reply of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Resolved(var data) -> Reply.json(200, data);
            case Outcome.Rejected(var name, var message, var stack) ->
                Reply.json(400, error(name, message, stack)).with(Map.of(NO_RETRY, "true"));
            case Outcome.Planned(var deed) -> Reply.json(206, List.of(announced(deed, "StepPlanned", deed.name())));
            case Outcome.Sleeping(var pause) ->
                Reply.json(206, List.of(announced(pause, "Sleep", timeText(pause.length()))));
            case Outcome.Ran(var deed, var data, var timing) -> {
                Map<String, Object> op = run(deed, "StepRun");
                op.put("data", data);
                op.put("timing", timing(timing));
                yield Reply.json(206, List.of(op));
            }
            case Outcome.Broken broken -> broken(broken);
            case Outcome.Elsewhere(var wanted, var next) -> elsewhere(wanted, next);
        };
    }

    /// The function or the body could not be made out.
    static Reply internal(String message) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "internal");
        body.putAll(error("Error", message));
        return Reply.json(500, body);
    }

    static Reply unknownProbe(String probe) {
        return Reply.json(400, error("Error", "Unknown probe \"" + probe + "\""));
    }

    /// A length of time as Inngest reads it: `1d2h`, `10s`.
    static String timeText(Duration length) {
        var text = new StringBuilder();
        long seconds = length.toSeconds();
        for (Map.Entry<String, Long> unit : List.of(
                Map.entry("w", 604_800L),
                Map.entry("d", 86_400L),
                Map.entry("h", 3_600L),
                Map.entry("m", 60L),
                Map.entry("s", 1L))) {
            if (seconds >= unit.getValue()) {
                text.append(seconds / unit.getValue()).append(unit.getKey());
                seconds %= unit.getValue();
            }
        }
        return text.toString();
    }

    private static Reply broken(Outcome.Broken broken) {
        Failure failure = broken.failure();
        Map<String, Object> op = run(broken.deed(), broken.last() ? "StepFailed" : "StepError");
        op.put("error", error(failure.name(), failure.message()));
        op.put("timing", timing(broken.timing()));
        op.put("data", broken.last() ? failed(failure) : NullNode.getInstance());
        boolean later = !broken.last() && failure.problem().isPresent();
        return Reply.json(206, List.of(op))
                .with(
                        later
                                ? Map.of(NO_RETRY, "false", "retry-after", LATER)
                                : Map.of(NO_RETRY, Boolean.toString(broken.last())));
    }

    private static Reply elsewhere(String wanted, Stage next) {
        String id = Execution.id(next);
        var body = new LinkedHashMap<String, Object>();
        body.put(
                "error",
                "Could not find step \"" + wanted + "\" to run; timed out. Found new steps: \n" + next.name() + " ("
                        + id + ").");
        body.put("requestedStep", wanted);
        var found = new LinkedHashMap<String, Object>();
        found.put("id", id);
        found.put("name", next.name());
        found.put("displayName", next.name());
        body.put("foundSteps", List.of(found));
        body.put("totalFoundSteps", 1);
        return Reply.json(500, body).with(Map.of(NO_RETRY, "false"));
    }

    /// A step that is only named, or a sleep.
    private static Map<String, Object> announced(Stage stage, String op, String name) {
        var members = new LinkedHashMap<String, Object>();
        members.put("displayName", stage.name());
        members.put("op", op);
        members.put("id", Execution.id(stage));
        members.put("name", name);
        members.put("opts", Map.of());
        members.put("userland", Map.of("id", stage.name()));
        members.put("data", NullNode.getInstance());
        return members;
    }

    /// A step that was run.
    private static Map<String, Object> run(Stage.Deed deed, String op) {
        var members = new LinkedHashMap<String, Object>();
        members.put("id", Execution.id(deed));
        members.put("op", op);
        members.put("name", deed.name());
        members.put("opts", Map.of());
        members.put("displayName", deed.name());
        members.put("userland", Map.of("id", deed.name()));
        return members;
    }

    /// Nanoseconds since 1970, and how many it took.
    private static Map<String, Object> timing(Outcome.Timing timing) {
        var members = new LinkedHashMap<String, Object>();
        members.put("a", Duration.between(Instant.EPOCH, timing.startedAt()).toNanos());
        members.put("b", timing.length().toNanos());
        return members;
    }

    /// Where in our code it happened is in our log.
    private static Map<String, Object> error(String name, String message) {
        return error(name, message, "");
    }

    private static Map<String, Object> error(String name, String message, String stack) {
        var members = new LinkedHashMap<String, Object>();
        members.put("name", name);
        members.put("message", message);
        members.put("stack", stack);
        members.put("__serialized", true);
        return members;
    }

    private static Map<String, Object> failed(Failure failure) {
        var members = new LinkedHashMap<String, Object>();
        members.put("__serialized", true);
        members.put("name", failure.name());
        members.put("message", failure.message());
        members.put("stack", "");
        return members;
    }
}
