package com.matrixos.testkit.anthropic;

import java.io.IOException;

/// How the upstream answers a request. Runs on the connection's own virtual thread and may block, on a
/// latch for example; it must begin an answer, [Reply#hang], or [Reply#die].
@FunctionalInterface
public interface Script {
    /// Answers one request.
    ///
    /// @throws IOException when the client is gone
    void play(RecordedRequest request, Reply reply) throws IOException, InterruptedException;
}
