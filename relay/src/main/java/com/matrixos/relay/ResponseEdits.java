package com.matrixos.relay;

import java.util.Map;
import java.util.function.Predicate;

/// Changes to an answer's head on its way to the client, on top of those the relay always makes.
///
/// @param drops whether a header, by its lower-case name, is left out; never asked about framing
/// @param added headers that are added
public record ResponseEdits(Predicate<String> drops, Map<String, String> added) {
    public ResponseEdits {
        added = Map.copyOf(added);
    }
}
