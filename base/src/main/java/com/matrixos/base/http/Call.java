package com.matrixos.base.http;

import com.matrixos.base.json.BadJsonException;
import com.matrixos.base.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/// One request as an endpoint sees it. Belongs to the thread that answers it.
public final class Call {
    /// The most an API body may hold, in bytes.
    public static final int MAX_JSON_BYTES = 64 * 1024;

    /// Where a body that was read is kept: filters and the endpoint have calls of their own of one request.
    private static final String BODY = Call.class.getName() + ".body";

    private final Request request;
    private final String method;
    private final Map<String, String> parameters;

    Call(Request request, Map<String, String> parameters) {
        this(request, request.getMethod(), parameters);
    }

    private Call(Request request, String method, Map<String, String> parameters) {
        this.request = request;
        this.method = method;
        this.parameters = Map.copyOf(parameters);
    }

    /// The same request as if it had this method, for the route that has these values in its holes.
    Call as(String method, Map<String, String> parameters) {
        return new Call(request, method, parameters);
    }

    /// The method in capitals.
    public String method() {
        return method;
    }

    /// The decoded path, without query.
    public String path() {
        return path(request);
    }

    /// Jetty's canonical path has its dots resolved and nearly everything still encoded; what would mean something
    /// else when it is decoded (`%2F`, `%2e%2e`) has been refused or resolved by then.
    static String path(Request request) {
        return Objects.requireNonNullElse(request.getHttpURI().getDecodedPath(), "/");
    }

    /// The value of a `{name}` in the route's template, percent-decoded.
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no parameter " + name);
        }
        return value;
    }

    /// A query parameter's only value.
    ///
    /// @throws ProblemException 400 when it is given twice or the query cannot be decoded
    public Optional<String> query(String name) {
        Fields.Field field = queryParameters().get(name);
        if (field == null) {
            return Optional.empty();
        }
        if (field.getValues().size() > 1) {
            throw badRequest(name, "query parameter given twice: " + name);
        }
        return Optional.of(field.getValue());
    }

    /// The query as it was sent, still encoded; empty when there is none.
    public String query() {
        return Objects.requireNonNullElse(request.getHttpURI().getQuery(), "");
    }

    private Fields queryParameters() {
        try {
            return Request.extractQueryParameters(request);
        } catch (IllegalArgumentException | IllegalStateException e) {
            // Jetty's own types for bad escapes and bad UTF-8 extend these.
            throw badRequest("query", "the query is not validly percent-encoded");
        }
    }

    /// A header's first value.
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    /// All values of a header, in order.
    public List<String> headers(String name) {
        return request.getHeaders().getValuesList(name);
    }

    /// The values of all cookies of that name, in the order the client sent them. More than one means that somebody
    /// else has planted one.
    public List<String> cookies(String name) {
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .toList();
    }

    /// The body as bytes, of [#MAX_JSON_BYTES] at the most. It is read from the connection once; a filter may look at
    /// it and the endpoint still finds it here and in [#stream].
    ///
    /// @throws ProblemException 413 when there is more
    public byte[] body() throws IOException {
        if (request.getAttribute(BODY) instanceof byte[] known) {
            return known.clone();
        }
        byte[] bytes = read();
        request.setAttribute(BODY, bytes);
        return bytes.clone();
    }

    private byte[] read() throws IOException {
        byte[] bytes;
        try (InputStream in = Content.Source.asInputStream(request)) {
            bytes = in.readNBytes(MAX_JSON_BYTES + 1);
        }
        if (bytes.length > MAX_JSON_BYTES) {
            throw Problem.of(
                            "body-too-large",
                            413,
                            "The request body is too large",
                            "the body must not exceed " + MAX_JSON_BYTES + " bytes")
                    .exception();
        }
        return bytes;
    }

    /// The body as a record.
    ///
    /// @throws ProblemException 400 naming the field when it is not exactly that, 413 when it is too large
    public <T> T json(Class<T> type) throws IOException {
        try {
            return Json.read(body(), type);
        } catch (BadJsonException e) {
            throw badRequest(e.field(), String.valueOf(e.getMessage()));
        }
    }

    /// The body as it arrives, without a limit: the caller sets its own.
    public InputStream stream() {
        return request.getAttribute(BODY) instanceof byte[] known
                ? new ByteArrayInputStream(known)
                : Content.Source.asInputStream(request);
    }

    /// A 400 that names the input at fault.
    public static ProblemException badRequest(String field, String detail) {
        return new Problem("bad-request", 400, "The request is not valid", detail, field).exception();
    }
}
