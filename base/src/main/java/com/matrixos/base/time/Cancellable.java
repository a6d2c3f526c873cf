package com.matrixos.base.time;

/// Something scheduled that has not necessarily happened yet.
public interface Cancellable {
    /// Keeps it from happening if it has not started; does nothing otherwise.
    void cancel();
}
