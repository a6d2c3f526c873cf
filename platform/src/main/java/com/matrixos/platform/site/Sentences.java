package com.matrixos.platform.site;

import com.matrixos.platform.containers.Cause;
import com.matrixos.platform.containers.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Says in people's words what a computer does and why. Pure.
final class Sentences {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final Duration DAY_LONG = Duration.ofHours(20);

    private Sentences() {}

    /// What is known of a computer's state.
    ///
    /// @param status as the database calls it
    /// @param change what led to it; null for what older versions left
    /// @param outOfMemory whether memory ran out just before
    /// @param step what is under way
    record Facts(String status, @Nullable Operation change, boolean outOfMemory, String step) {
        Cause cause() {
            return change == null ? Cause.FOUND : change.cause();
        }

        /// When the state began.
        @Nullable
        Instant since() {
            if (change == null) {
                return null;
            }
            return change.finishedAt() == null ? change.startedAt() : change.finishedAt();
        }
    }

    /// Why it is as it is.
    ///
    /// @param idle after how long without use it is put to sleep
    static String cause(Facts facts, Duration idle, Instant now) {
        return switch (facts.status()) {
            case "provisioning" -> with("being set up", facts.step());
            case "starting" -> starting(facts);
            case "running" -> "awake" + since(facts, now);
            case "stopping" -> "going to sleep: " + reason(facts, idle);
            case "stopped" -> "asleep" + since(facts, now) + ": " + reason(facts, idle);
            case "destroying" -> "being removed";
            case "failed" -> "could not start: " + failure(facts);
            default -> throw new IllegalArgumentException("not a status: " + facts.status());
        };
    }

    /// What an event was, for a list of them.
    static String title(Operation operation, Duration idle) {
        var facts = new Facts("stopped", operation, false, "");
        return switch (operation.kind()) {
            case "provisioning" -> "Set up";
            case "starting" -> "Woken: " + why(operation.cause());
            case "stopping" -> "Put to sleep: " + reason(facts, idle);
            case "destroying" -> "Removed";
            case Operation.OUT_OF_MEMORY -> "Ran out of memory";
            case "running" -> "Found awake";
            case "failed" -> "Found broken";
            default -> "Found asleep: it ended by itself";
        };
    }

    /// Text about the works, in words that people use.
    static String plain(String text) {
        return text.replace("container engine", "engine")
                .replace("container", "computer")
                .replace("Container", "Computer");
    }

    private static String starting(Facts facts) {
        return facts.cause() == Cause.UPDATED
                ? with("being updated", facts.step())
                : with("waking because " + why(facts.cause()), facts.step());
    }

    private static String why(Cause cause) {
        return switch (cause) {
            case OPENED -> "somebody opened it";
            case ASKED -> "somebody asked for it";
            case UPDATED -> "it was updated";
            case IDLE, FOUND -> "it should be awake and was not";
        };
    }

    private static String reason(Facts facts, Duration idle) {
        return switch (facts.cause()) {
            case IDLE -> "nobody used it for " + length(idle);
            case ASKED, OPENED -> "somebody asked for it";
            case UPDATED -> "it was updated";
            case FOUND -> facts.outOfMemory() ? "it ran out of memory" : "it ended by itself";
        };
    }

    private static String failure(Facts facts) {
        String detail = facts.change() == null ? null : facts.change().detail();
        return plain(Objects.requireNonNullElse(detail, "the platform's log says why"));
    }

    private static String with(String what, String step) {
        return step.isEmpty() ? what : what + " (" + step + ")";
    }

    private static String since(Facts facts, Instant now) {
        Instant since = facts.since();
        if (since == null) {
            return "";
        }
        boolean today = Duration.between(since, now).compareTo(DAY_LONG) < 0;
        return " since " + (today ? TIME : DAY).format(since) + " UTC";
    }

    private static String length(Duration time) {
        if (time.toMinutes() < 1) {
            return time.toSeconds() == 1 ? "a second" : time.toSeconds() + " seconds";
        }
        if (time.toMinutes() % 60 == 0) {
            return time.toHours() == 1 ? "an hour" : time.toHours() + " hours";
        }
        return time.toMinutes() == 1 ? "a minute" : time.toMinutes() + " minutes";
    }
}
