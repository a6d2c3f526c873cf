package com.matrixos.testkit.model.message;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a request makes the model read, as the cache sees it: tools, then the system's blocks, then the
/// messages'.
///
/// @param places the end of each piece, in order
public record Prompt(List<Place> places) {
    /// The end of a piece: a tool, a block of the system's text, or a block of a message.
    ///
    /// @param prefix names everything up to here; two prompts that begin the same have it in common
    /// @param tokens everything up to here
    /// @param ttl how long everything up to here shall be kept, where the request has set a mark
    public record Place(String prefix, long tokens, Optional<Duration> ttl) {}

    public Prompt {
        places = List.copyOf(places);
    }

    /// All of it.
    public long tokens() {
        return places.isEmpty() ? 0 : places.getLast().tokens();
    }
}
