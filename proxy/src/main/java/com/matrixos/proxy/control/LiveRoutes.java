package com.matrixos.proxy.control;

import com.matrixos.api.usage.Usd;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Problem;
import com.matrixos.base.http.Routes;
import com.matrixos.base.json.Json;
import com.matrixos.proxy.budget.Budgets;
import com.matrixos.proxy.budget.Standing;
import com.matrixos.proxy.live.LiveCall;
import com.matrixos.proxy.live.LiveUsage;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What a user's calls cost while they run, as server-sent events:
///
/// ```
/// GET /usage/{userId}/stream
///
/// event: standing   when the stream begins: today, month and what remains
/// event: call       for each call: when its input is known, with each lease, and when it has ended
/// ```
final class LiveRoutes {
    /// Shorter than the time after which tunnels cut a silent connection.
    private static final int PING_SECONDS = 15;

    /// Of one user, so that none can keep others from watching.
    private static final int MOST_WATCHERS = 32;

    private final LiveUsage live;
    private final Budgets budgets;

    LiveRoutes(LiveUsage live, Budgets budgets) {
        this.live = live;
        this.budgets = budgets;
    }

    Routes addTo(Routes routes) {
        return routes.get("/usage/{userId}/stream", this::stream);
    }

    private Answer stream(Call call) {
        String user = Inputs.user(call);
        if (live.watching(user) >= MOST_WATCHERS) {
            throw Problem.of("too-many-watchers", 503, "Too many are watching", "try again later")
                    .exception();
        }
        return new Answer(
                200,
                Map.of("content-type", "text/event-stream; charset=utf-8", "cache-control", "no-store"),
                new Answer.Stream(-1, out -> write(user, out)));
    }

    private void write(String user, OutputStream out) throws IOException {
        try (LiveUsage.Watch watch = live.watch(user)) {
            send(out, "standing", standing(user));
            for (int quiet = 0; !live.closed(); ) {
                var news = watch.next(1, TimeUnit.SECONDS);
                for (LiveCall change : news) {
                    send(out, "call", call(change));
                }
                quiet = news.isEmpty() ? quiet + 1 : 0;
                if (quiet == PING_SECONDS) {
                    quiet = 0;
                    out.write(": still here\n\n".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Object> call(LiveCall change) {
        var call = new LinkedHashMap<String, Object>();
        call.put("id", change.id());
        call.put("model", change.model());
        call.put("state", change.state());
        call.put("inputTokens", change.inputTokens());
        call.put("outputTokens", change.outputTokens());
        call.put("costUsd", Usd.ofPico(change.costPico()));
        var all = new LinkedHashMap<String, Object>();
        all.put("call", call);
        all.putAll(standing(change.user()));
        return all;
    }

    private Map<String, Object> standing(String user) {
        Standing standing = budgets.standing(user);
        var all = new LinkedHashMap<String, Object>();
        all.put("today", window(standing.day()));
        all.put("month", window(standing.month()));
        return all;
    }

    private static Map<String, Object> window(Standing.InWindow window) {
        var all = new LinkedHashMap<String, Object>();
        all.put("usedUsd", Usd.ofPico(window.usedPico()));
        all.put("heldUsd", Usd.ofPico(window.heldPico()));
        all.put("limitUsd", nullable(window.limitPico()));
        all.put("remainingUsd", nullable(window.remainingPico()));
        return all;
    }

    private static @Nullable BigDecimal nullable(@Nullable Long pico) {
        return pico == null ? null : Usd.ofPico(pico);
    }

    private static void send(OutputStream out, String event, Map<String, Object> data) throws IOException {
        String json = new String(Json.write(data), StandardCharsets.UTF_8);
        out.write(("event: " + event + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
