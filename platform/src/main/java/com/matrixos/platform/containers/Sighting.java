package com.matrixos.platform.containers;

import java.util.Optional;

/// A container as the engine sees it at one moment.
///
/// @param id the engine's id
/// @param handle what its label or name says
/// @param userId whose it is by its label; empty for one that is not ours
/// @param ours whether it bears this installation's label
/// @param condition what it is doing
/// @param restarts how often the engine restarted it by itself since it was last started
/// @param exitCode of its last end; 0 while it has not ended
/// @param address its IP address on the containers' network, which the next start may change; empty while it
/// has none
/// @param image the id of the image it was made from
public record Sighting(
        String id,
        Handle handle,
        String userId,
        boolean ours,
        Condition condition,
        int restarts,
        int exitCode,
        Optional<String> address,
        String image) {
    /// What a container can be doing.
    public enum Condition {
        /// Made or ended.
        STOPPED,
        /// Running.
        RUNNING,
        /// Frozen: accepts connections and answers nothing.
        PAUSED,
        /// It ended by itself, and the engine is about to start it again.
        RESTARTING
    }
}
