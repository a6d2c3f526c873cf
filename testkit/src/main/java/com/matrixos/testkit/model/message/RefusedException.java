package com.matrixos.testkit.model.message;

/// Ends a request with an error that its client understands.
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ApiError error;

    /// What is answered.
    public RefusedException(ApiError error) {
        super(error.message());
        this.error = error;
    }

    /// What is answered.
    public ApiError error() {
        return error;
    }

    /// Refuses a request that is at fault.
    ///
    /// @param message names the field
    public static void check(boolean holds, String message) {
        if (!holds) {
            throw new RefusedException(ApiError.invalidRequest(message));
        }
    }
}
