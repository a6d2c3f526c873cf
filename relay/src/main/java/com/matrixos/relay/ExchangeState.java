package com.matrixos.relay;

/// How far an [Exchange] is.
///
/// | state | true in it | goes on to |
/// |---|---|---|
/// | `ROUTING` | the router has been asked | `CONNECTING`, `ANSWERED`, `DONE` |
/// | `CONNECTING` | an upstream is being connected to | `AWAITING`, `ROUTING` when that failed, `DONE` |
/// | `AWAITING` | the request's head has left; its body follows | `STREAMING`, `ROUTING`, `CONNECTING`, `DONE` |
/// | `STREAMING` | the answer's head has gone to the client | `LISTENING`, `DONE` |
/// | `COLLECTING` | the answer is kept for the tap, also when the client is gone | `REPLACING`, `ROUTING`, `DONE` |
/// | `REPLACING` | the tap has been asked what the client gets | `ANSWERED`, `DONE` |
/// | `LISTENING` | the client is gone, the tap hears the answer out | `DONE` |
/// | `ANSWERED` | the relay has answered; the rest of the request is read and dropped | `DONE` |
/// | `DONE` | both connections are given back or closed, or have become a tunnel | |
enum ExchangeState {
    ROUTING,
    CONNECTING,
    AWAITING,
    STREAMING,
    COLLECTING,
    REPLACING,
    LISTENING,
    ANSWERED,
    DONE;

    /// Whether it has been found out where the request's body goes.
    boolean hasWay() {
        return this != ROUTING && this != CONNECTING;
    }

    /// Whether the upstream's answer is on its way.
    boolean isAnswering() {
        return this == STREAMING || this == COLLECTING;
    }
}
