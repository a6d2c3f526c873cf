package com.matrixos.proxy.demo;

import com.matrixos.proxy.anthropic.AnthropicError;

/// Ends a request to the demo model with an error that its client understands.
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient AnthropicError error;

    RefusedException(AnthropicError error) {
        super(error.message());
        this.error = error;
    }

    AnthropicError error() {
        return error;
    }
}
