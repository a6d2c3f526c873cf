package com.matrixos.base.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/// The table of a server: which endpoint answers which method and path. Filled on one thread before the
/// server starts; the first route that fits wins, so literal paths come before those with holes.
public final class Routes {
    /// An endpoint or a WebSocket, and where it is found.
    private record Route(String method, PathTemplate template, Target target) {}

    /// The method of a route that fits every method and leads nowhere.
    private static final String NONE = "*";

    /// What a route leads to.
    sealed interface Target {}

    record Http(Endpoint endpoint) implements Target {}

    record Socket(Sockets.Acceptor acceptor) implements Target {}

    /// A target with the values of its path's holes.
    record Match(Target target, Map<String, String> parameters) {}

    private final List<Route> routes = new ArrayList<>();

    /// Answers GET, and HEAD without the body.
    public Routes get(String template, Endpoint endpoint) {
        return route("GET", template, endpoint);
    }

    /// Answers POST.
    public Routes post(String template, Endpoint endpoint) {
        return route("POST", template, endpoint);
    }

    /// Answers PUT.
    public Routes put(String template, Endpoint endpoint) {
        return route("PUT", template, endpoint);
    }

    /// Answers PATCH.
    public Routes patch(String template, Endpoint endpoint) {
        return route("PATCH", template, endpoint);
    }

    /// Answers DELETE.
    public Routes delete(String template, Endpoint endpoint) {
        return route("DELETE", template, endpoint);
    }

    /// Accepts WebSockets.
    public Routes socket(String template, Sockets.Acceptor acceptor) {
        routes.add(new Route("GET", PathTemplate.parse(template), new Socket(acceptor)));
        return this;
    }

    /// Ends the table for these paths: what no earlier route answers is not there, whatever a later one would say.
    /// For the reserved paths of a server that shows a page everywhere else.
    public Routes nothing(String template) {
        return route(NONE, template, _ -> {
            throw notFound();
        });
    }

    /// Answers any one method.
    public Routes route(String method, String template, Endpoint endpoint) {
        routes.add(new Route(method, PathTemplate.parse(template), new Http(endpoint)));
        return this;
    }

    /// One line of the table, for documents that must agree with it.
    ///
    /// @param method in capitals; `GET` for a WebSocket
    /// @param template such as `/containers/{handle}`
    public record Line(String method, String template) {}

    /// The lines of the table in order, but for those that lead nowhere.
    public List<Line> lines() {
        return routes.stream()
                .filter(route -> !route.method().equals(NONE))
                .map(route -> new Line(route.method(), route.template().text()))
                .toList();
    }

    /// What a GET of the same path by the same client would answer now; empty when GET is not answered there. For
    /// conditions on the state of a resource that is about to change.
    public Optional<Answer> peek(Call call) throws Exception {
        Match match;
        try {
            match = match("GET", call.path());
        } catch (ProblemException _) {
            return Optional.empty();
        }
        return match.target() instanceof Http(Endpoint endpoint)
                ? Optional.of(answered(endpoint, call.as("GET", match.parameters())))
                : Optional.empty();
    }

    private static Answer answered(Endpoint endpoint, Call call) throws Exception {
        try {
            return endpoint.answer(call);
        } catch (ProblemException e) {
            return Answer.problem(e.problem());
        }
    }

    /// The target of a request.
    ///
    /// @throws ProblemException 404 when nothing answers the path, 405 when only other methods do
    Match match(String method, String path) {
        String effective = method.equals("HEAD") ? "GET" : method;
        var others = new TreeSet<String>();
        for (Route route : routes) {
            Optional<Map<String, String>> parameters = route.template().match(path);
            if (parameters.isPresent()) {
                if (route.method().equals(NONE)) {
                    break;
                }
                if (route.method().equals(effective)) {
                    return new Match(route.target(), parameters.get());
                }
                others.add(route.method());
            }
        }
        throw others.isEmpty() ? notFound() : methodNotAllowed(others);
    }

    /// Wraps every HTTP endpoint's call, for [Filter] chains in tests.
    static Endpoint filtered(List<Filter> filters, Endpoint endpoint) {
        BiFunction<Endpoint, Filter, Endpoint> wrap = (next, filter) -> call -> filter.apply(call, next);
        Endpoint wrapped = endpoint;
        for (Filter filter : filters.reversed()) {
            wrapped = wrap.apply(wrapped, filter);
        }
        return wrapped;
    }

    private static ProblemException notFound() {
        return Problem.of("not-found", 404, "There is nothing here", "no such resource")
                .exception();
    }

    private static ProblemException methodNotAllowed(Set<String> others) {
        return Problem.of(
                        "method-not-allowed",
                        405,
                        "The method is not allowed here",
                        "allowed: " + String.join(", ", others))
                .exception();
    }
}
