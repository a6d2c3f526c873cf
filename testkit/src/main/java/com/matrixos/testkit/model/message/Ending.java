package com.matrixos.testkit.model.message;

/// How an answer ended.
public enum Ending {
    /// As it should.
    COMPLETE,
    /// With an error in its place.
    REFUSED,
    /// With an error event, after the answer had begun.
    FAILED,
    /// By our reset, as the script wanted.
    CUT,
    /// The client went away before the end.
    CLIENT_GONE
}
