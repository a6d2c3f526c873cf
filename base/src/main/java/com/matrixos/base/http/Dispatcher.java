package com.matrixos.base.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the endpoint of each request, runs it, and writes what it answers. The one place where a failure
/// becomes an answer: what is not a [ProblemException] is logged and told as a bare 500.
final class Dispatcher extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Routes routes;
    private final List<Filter> filters;
    private final ServerWebSocketContainer sockets;

    Dispatcher(Routes routes, List<Filter> filters, ServerWebSocketContainer sockets) {
        this.routes = routes;
        this.filters = List.copyOf(filters);
        this.sockets = sockets;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var exchange = new Exchange(request, response, callback);
        Endpoint routed = _ -> told(routed(exchange), new Call(request, Map.of()));
        Answer answer = told(Routes.filtered(filters, routed), new Call(request, Map.of()));
        if (answer.status() != SWITCHED) {
            write(answer, request, response, callback);
        }
        return true;
    }

    /// What an endpoint answers, with its failure made an answer: filters see those as well.
    private static Answer told(Endpoint endpoint, Call call) {
        try {
            return endpoint.answer(call);
        } catch (ProblemException e) {
            if (e.getCause() != null) {
                LOG.warn("request failed method={} path={}", call.method(), call.path(), e);
            }
            return Answer.problem(e.problem());
        } catch (Exception e) {
            LOG.error("request failed unexpectedly method={} path={}", call.method(), call.path(), e);
            return Answer.problem(Problem.of("internal", 500, "Something went wrong on our side", "internal error"));
        }
    }

    /// Marks that a WebSocket has taken the connection over and there is nothing left to answer.
    private static final int SWITCHED = 101;

    private Endpoint routed(Exchange exchange) {
        return call -> {
            Routes.Match match = routes.match(call.method(), call.path());
            Call found = call.as(call.method(), match.parameters());
            return switch (match.target()) {
                case Routes.Http http -> http.endpoint().answer(found);
                case Routes.Socket socket -> upgrade(socket, found, exchange);
            };
        };
    }

    /// Jetty's three handles on one request.
    private record Exchange(Request request, Response response, Callback callback) {}

    private Answer upgrade(Routes.Socket socket, Call call, Exchange exchange) throws Exception {
        Sockets.Receiver receiver = socket.acceptor().accept(call);
        boolean upgraded = sockets.upgrade(
                (_, _, _) -> new JettySocket(receiver), exchange.request(), exchange.response(), exchange.callback());
        return upgraded
                ? Answer.empty(SWITCHED)
                : Answer.problem(Problem.of("upgrade-required", 426, "A WebSocket is expected here", "send an upgrade"))
                        .with("upgrade", "websocket");
    }

    /// A stream that breaks off is not ended in order: who reads it would take what there is for all of it.
    ///
    /// @return whether it was written to its end
    private static boolean streamed(Answer.Writer writer, Response response, Callback callback) throws IOException {
        OutputStream out = Content.Sink.asOutputStream(response);
        try {
            writer.writeTo(out);
        } catch (IOException | RuntimeException e) {
            callback.failed(e);
            return false;
        }
        out.close();
        return true;
    }

    private static void write(Answer answer, Request request, Response response, Callback callback) throws Exception {
        response.setStatus(answer.status());
        answer.headers().forEach(response.getHeaders()::put);
        if (!request.consumeAvailable()) {
            // Jetty is going to close the connection, for it cannot find the next request on it. Who keeps connections
            // must hear of that, or the next request is lost with this one.
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        boolean head = request.getMethod().equals("HEAD");
        switch (answer.body()) {
            case Answer.Bytes(byte[] bytes) -> {
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
                response.write(true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(bytes), callback);
            }
            case Answer.Stream(long length, Answer.Writer writer) -> {
                if (length >= 0) {
                    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
                }
                if (!head && !streamed(writer, response, callback)) {
                    return;
                }
                callback.succeeded();
            }
        }
    }
}
