package com.matrixos.proxy.prices;

/// What a cost was reckoned by.
public enum Basis {
    /// The list has the model.
    LISTED,
    /// The list does not have the model, or that of a part of the call: it was taken at the dearest price
    /// there is. To be reckoned again when the list has it.
    UNKNOWN_MODEL
}
