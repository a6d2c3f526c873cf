package com.matrixos.proxy.upstream;

import java.util.Optional;
import java.util.function.Function;

/// Hears what the upstream says about the limits of the shared keys. Called on event loops, so it must not
/// block.
@FunctionalInterface
public interface SharedLimits {
    /// An answer has come.
    ///
    /// @param header its headers, by name
    void told(Function<String, Optional<String>> header);
}
