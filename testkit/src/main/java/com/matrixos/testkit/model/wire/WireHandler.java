package com.matrixos.testkit.model.wire;

import java.io.IOException;

/// Answers requests. Runs on the connection's own virtual thread and may block.
@FunctionalInterface
public interface WireHandler {
    /// Answers one request: with [WireReply#whole], with [WireReply#begin] to [WireReply#end], or with
    /// [WireReply#cut].
    ///
    /// @throws IOException when the client is gone
    /// @throws InterruptedException when the client has gone while [WireReply#watch] was looking
    void handle(WireRequest request, WireReply reply) throws IOException, InterruptedException;
}
