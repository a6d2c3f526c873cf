package com.matrixos.proxy.budget;

/// A stretch of time with a limit of its own.
public enum Window {
    /// A UTC day.
    DAY,
    /// A UTC month.
    MONTH
}
