package com.matrixos.relay;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The head of an upstream's answer. Immutable; may be kept and read from any thread.
public interface ResponseHead {
    /// The status code.
    int status();

    /// A header's first value; names are compared without regard to case.
    Optional<String> header(String name);

    /// All header lines in order, names in lower case.
    List<Map.Entry<String, String>> headers();

    /// Whether the answer can be ended early without breaking it: it has no length announced.
    boolean mayBeCut();
}
