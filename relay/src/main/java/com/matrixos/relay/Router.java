package com.matrixos.relay;

import java.util.function.Consumer;

/// Decides where each request goes. Called on an event loop, so it must not block: what takes time is
/// handed to a virtual thread, which calls `decide` when it knows. Until then the request waits, unread
/// beyond its head.
public interface Router {
    /// Calls `decide` once, now or later, from any thread. A client that leaves before that is not told.
    void route(RequestHead head, Consumer<Verdict> decide);

    /// The upstream of a [Verdict.Forward] could not be used and the client has heard nothing yet. Calls
    /// `decide` once, as in [#route]. A second [Verdict.Forward] is obeyed once per request, and only when
    /// [RelayFailure#retryable]; after that the relay answers by itself.
    void failed(RequestHead head, RelayFailure failure, Consumer<Verdict> decide);
}
