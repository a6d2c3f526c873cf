package com.matrixos.testkit.model;

import com.matrixos.base.ids.Tokens;
import com.matrixos.testkit.model.message.ApiError;
import com.matrixos.testkit.model.message.Ending;
import com.matrixos.testkit.model.message.Ids;
import com.matrixos.testkit.model.message.RefusedException;
import com.matrixos.testkit.model.wire.WireHandler;
import com.matrixos.testkit.model.wire.WireReply;
import com.matrixos.testkit.model.wire.WireRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the endpoint of each request and turns failures into answers. Filled before the server starts.
final class Api implements WireHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final String ORGANIZATION = "5c41f7ed-0000-4000-8000-5c41f7ed0000";

    /// A limit, and how much of it is said to be left: nothing here runs out.
    private static final List<Limit> LIMITS = List.of(
            new Limit("requests", 1_000),
            new Limit("tokens", 2_400_000),
            new Limit("input-tokens", 2_000_000),
            new Limit("output-tokens", 400_000));

    private record Limit(String name, int amount) {
        void report(String reset, Map<String, String> headers) {
            headers.put("anthropic-ratelimit-" + name + "-limit", Integer.toString(amount));
            headers.put("anthropic-ratelimit-" + name + "-remaining", Integer.toString(amount));
            headers.put("anthropic-ratelimit-" + name + "-reset", reset);
        }
    }

    private final ModelOptions options;
    private final InstantSource clock;
    private final Calls calls;
    private final Map<String, Endpoint> endpoints = new HashMap<>();

    /// @param calls remembers those that were refused before an endpoint saw them
    Api(ModelOptions options, InstantSource clock, Calls calls) {
        this.options = options;
        this.clock = clock;
        this.calls = calls;
        endpoints.put("GET /health", exchange -> exchange.json(200, Map.of("status", "ok")));
        endpoints.put("GET /api/hello", exchange -> exchange.json(200, Map.of("message", "hello")));
    }

    void add(Endpoints part) {
        endpoints.putAll(part.endpoints());
    }

    @Override
    public void handle(WireRequest request, WireReply reply) throws IOException, InterruptedException {
        String requestId = Ids.next("req_");
        var exchange = new Exchange(request, reply, requestId, "", headers(requestId));
        try {
            authenticate(request);
            route(exchange);
        } catch (RefusedException e) {
            refuse(exchange, e.error());
        } catch (RuntimeException e) {
            LOG.error("request failed unexpectedly method={} path={}", request.method(), request.path(), e);
            refuse(exchange, new ApiError(500, "api_error", "scripted model: internal error"));
        }
    }

    private void refuse(Exchange exchange, ApiError error) throws IOException {
        if (exchange.reply().begun()) {
            exchange.reply().cut();
            return;
        }
        if (exchange.request().path().equals("/v1/messages")) {
            calls.unanswered(exchange.requestId(), error.status(), "", Ending.REFUSED);
        }
        exchange.refuse(error, Map.of());
    }

    /// Where both headers come, Anthropic goes by `x-api-key`.
    private void authenticate(WireRequest request) {
        if (options.key().isEmpty() || !request.path().startsWith("/v1/")) {
            return;
        }
        Optional<String> given = request.header("x-api-key")
                .or(() -> request.header("authorization")
                        .filter(value -> value.startsWith("Bearer "))
                        .map(value -> value.substring("Bearer ".length())));
        if (given.isEmpty() || !Tokens.same(given.get(), options.key().get())) {
            throw new RefusedException(new ApiError(
                    401,
                    "authentication_error",
                    given.isEmpty() ? "x-api-key header is required" : "invalid x-api-key"));
        }
    }

    private void route(Exchange exchange) throws IOException, InterruptedException {
        WireRequest request = exchange.request();
        for (Found found : places(request.path())) {
            Endpoint endpoint = endpoints.get(effective(request.method()) + " " + found.template());
            if (endpoint != null) {
                endpoint.answer(
                        new Exchange(request, exchange.reply(), exchange.requestId(), found.id(), exchange.headers()));
                return;
            }
        }
        boolean other = places(request.path()).stream()
                .anyMatch(found -> endpoints.keySet().stream().anyMatch(key -> key.endsWith(" " + found.template())));
        throw new RefusedException(
                other
                        ? new ApiError(405, "invalid_request_error", "Method Not Allowed")
                        : ApiError.notFound("Not Found"));
    }

    private record Found(String template, String id) {}

    /// The templates that a path may fit, those without a star first.
    private static List<Found> places(String path) {
        String[] segments = path.split("/", -1);
        int last = segments.length - 1;
        if (last < 2) {
            return List.of(new Found(path, ""));
        }
        return List.of(new Found(path, ""), starred(segments, last), starred(segments, last - 1));
    }

    private static Found starred(String[] segments, int place) {
        String[] template = segments.clone();
        template[place] = "*";
        return new Found(String.join("/", template), segments[place]);
    }

    private static String effective(String method) {
        return method.equals("HEAD") ? "GET" : method;
    }

    private Map<String, String> headers(String requestId) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("request-id", requestId);
        headers.put("anthropic-organization-id", ORGANIZATION);
        String reset = clock.instant()
                .plus(Duration.ofMinutes(1))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        LIMITS.forEach(limit -> limit.report(reset, headers));
        if (options.demo()) {
            headers.put("x-matrix-demo", "true");
        }
        return headers;
    }
}
