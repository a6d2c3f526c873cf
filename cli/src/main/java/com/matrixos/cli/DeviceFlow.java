package com.matrixos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Gets a token by having a person say yes in a browser, on whatever machine (RFC 8628). Nothing is kept before
/// that, so it may be broken off at any time.
///
/// Every method throws [CommandException] when there is not going to be a token, saying why.
final class DeviceFlow {
    /// RFC 8628 §3.5: by how much to slow down, and the pace where none is told (§3.2).
    private static final Duration STEP = Duration.ofSeconds(5);

    private static final Duration SLOWEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    /// RFC 6750 §2.1: what a bearer token is made of.
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final Api api;
    private final Terminal terminal;

    DeviceFlow(Api api, Terminal terminal) {
        this.api = api;
        this.terminal = terminal;
    }

    /// What a person needs to say yes.
    ///
    /// @param deviceCode known to this program alone
    /// @param userCode to be compared with, or typed into, what the browser shows
    /// @param address that asks for the code
    /// @param complete an address that holds the code already; null when there is none
    /// @param good how long there is to say yes
    /// @param interval the time between two looks
    record Request(
            String deviceCode,
            String userCode,
            String address,
            @Nullable String complete,
            Duration good,
            Duration interval) {}

    /// What a look has shown.
    private sealed interface Look {}

    private record Granted(Credentials credentials) implements Look {}

    private record NotYet() implements Look {}

    private record TooFast() implements Look {}

    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /// Asks for a code.
    Request begin() {
        JsonNode answer = api.ask("POST", "/api/auth/device", Map.of());
        return new Request(
                api.text(answer, "deviceCode"),
                api.text(answer, "userCode"),
                api.text(answer, "verificationUri"),
                answer.path("verificationUriComplete").textValue(),
                seconds(answer.path("expiresIn"), LONGEST, LONGEST),
                seconds(answer.path("interval"), STEP, SLOWEST));
    }

    /// Waits until somebody has said yes or no, or the code has expired.
    Credentials await(Request request) {
        Duration interval = request.interval();
        for (Duration waited = Duration.ZERO; waited.compareTo(request.good()) < 0; waited = waited.plus(interval)) {
            pause(interval);
            switch (look(request)) {
                case Granted(var credentials) -> {
                    return credentials;
                }
                case NotYet() -> {}
                case TooFast() -> interval = slower(interval);
            }
        }
        throw expired();
    }

    private Look look(Request request) {
        try {
            JsonNode answer = api.ask("POST", "/api/auth/device/token", Map.of("deviceCode", request.deviceCode()));
            return new Granted(credentials(answer));
        } catch (UnreachableException _) {
            // RFC 8628 §3.5: who gets no answer asks less often, and goes on.
            return new TooFast();
        } catch (RefusedException e) {
            return e.status() >= 500 ? new TooFast() : refused(e);
        }
    }

    private static Look refused(RefusedException refusal) {
        return switch (refusal.slug()) {
            case "authorization-pending" -> new NotYet();
            case "slow-down", "too-many-requests" -> new TooFast();
            case "access-denied" -> throw new CommandException("It was refused in the browser. You are not signed in.");
            case "expired-token" -> throw expired();
            default -> throw refusal;
        };
    }

    private Credentials credentials(JsonNode answer) {
        String token = api.text(answer, "token");
        if (!isToken(token)) {
            throw new CommandException(api.peer().title() + " answers with what is no token. "
                    + api.peer().whenStrange());
        }
        String id = answer.path("id").textValue();
        return new Credentials(api.peer().base().toString(), api.text(answer, "handle"), token, id);
    }

    private void pause(Duration time) {
        try {
            terminal.pause(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("Interrupted. You are not signed in.");
        }
    }

    private static Duration slower(Duration interval) {
        Duration slower = interval.plus(STEP);
        return slower.compareTo(SLOWEST) > 0 ? SLOWEST : slower;
    }

    private static Duration seconds(JsonNode told, Duration otherwise, Duration most) {
        if (!told.canConvertToInt() || told.asInt() < 1) {
            return otherwise;
        }
        Duration duration = Duration.ofSeconds(told.asInt());
        return duration.compareTo(most) > 0 ? most : duration;
    }

    private static CommandException expired() {
        return new CommandException(
                "The code has expired before somebody said yes. Start again with: ./matrixos login");
    }
}
