package com.matrixos.platform.site;

/// Whether the model can be asked.
enum Readiness {
    /// It can.
    READY,
    /// The proxy answers and cannot ask it: no key, or not a good one.
    NOT_READY,
    /// The proxy does not answer.
    AWAY
}
