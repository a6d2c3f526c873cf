package com.matrixos.testkit.model.wire;

import java.io.IOException;

/// What came is not a request that can be answered; the connection ends with a bare 400.
final class BadRequestException extends IOException {
    private static final long serialVersionUID = 1L;

    BadRequestException(String message) {
        super(message);
    }
}
