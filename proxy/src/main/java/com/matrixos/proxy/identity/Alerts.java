package com.matrixos.proxy.identity;

import java.util.Map;

/// What the operator should hear of, as numbers. Safe for use from any thread.
public interface Alerts {
    /// How often the token of each container has come from an address that is not the container's, by handle,
    /// since the start; only handles with any.
    Map<String, Long> seenElsewhere();
}
