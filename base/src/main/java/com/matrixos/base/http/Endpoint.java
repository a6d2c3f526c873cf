package com.matrixos.base.http;

/// Answers one kind of request. Runs on a virtual thread of its own and may block.
@FunctionalInterface
public interface Endpoint {
    /// Answers the call.
    ///
    /// @throws ProblemException for every failure the client should hear about; anything else becomes a
    /// bare 500
    Answer answer(Call call) throws Exception;
}
