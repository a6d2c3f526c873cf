package com.matrixos.base.http;

import com.matrixos.base.json.Json;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// What Jetty refuses before it asks [Routes], a path that could mean two things for example, as
/// problem+json like everything that we refuse ourselves, instead of Jetty's own page.
final class ProblemPages extends ErrorHandler {
    private static final HttpField TYPE = new HttpField(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);

    private static final int FIRST_OF_OURS = 500;

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        byte[] body = body(code, message);
        response.getHeaders().put(TYPE);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        boolean head = request.getMethod().equals("HEAD");
        response.write(true, ByteBuffer.wrap(body, 0, head ? 0 : body.length), callback);
    }

    /// Jetty's reasons are fixed texts; those of failures of ours may be anything, and are not told.
    private static byte[] body(int status, @Nullable String reason) {
        Problem problem = status < FIRST_OF_OURS
                ? Problem.of(
                        "bad-request",
                        status,
                        "The request is not valid",
                        reason == null ? "the request cannot be read" : reason)
                : Problem.of("internal", status, "Something went wrong on our side", "internal error");
        return Json.write(problem.body());
    }
}
