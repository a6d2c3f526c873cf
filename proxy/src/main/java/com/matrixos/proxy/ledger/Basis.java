package com.matrixos.proxy.ledger;

/// What a cost rests on.
public enum Basis {
    /// The usage the upstream told in the end.
    EXACT,
    /// What had been seen when the call was cut off.
    ESTIMATED
}
