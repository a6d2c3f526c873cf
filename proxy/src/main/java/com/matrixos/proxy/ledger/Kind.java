package com.matrixos.proxy.ledger;

/// How a call reached the model.
public enum Kind {
    /// By itself: `POST /v1/messages`.
    MESSAGE,
    /// As one of a batch, known when the results are downloaded.
    BATCH_RESULT
}
