package com.matrixos.proxy.budget;

/// The two stretches of time that limits are for.
public enum Window {
    /// A day of UTC.
    DAY,
    /// A month of UTC.
    MONTH
}
