package com.matrixos.testkit.model;

import java.io.IOException;

/// Answers one kind of request. May block.
@FunctionalInterface
interface Endpoint {
    /// @throws com.matrixos.testkit.model.message.RefusedException for what the client should hear about
    /// @throws IOException when the client is gone
    /// @throws InterruptedException when it has gone while it was looked for
    void answer(Exchange exchange) throws IOException, InterruptedException;
}
