package com.matrixos.home.boot;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The home cannot be used as it is; the message is one line for the operator.
public final class HomeUnusableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HomeUnusableException(Path home, String reason, @Nullable Throwable cause) {
        super("the home " + home + " cannot be written to: " + reason, cause);
    }
}
