package com.matrixos.relay;

import java.util.LinkedHashMap;
import java.util.Map;

/// The requests of one loop whose heads have come in part, and the memory they take. Nothing is known yet
/// of who sends them, so all together may not have more than a share of it: beyond that the ones that began
/// first are closed, for an honest head is complete within a moment. One that comes in one piece, as nearly
/// all do, is never here.
///
/// Used on its loop only.
final class UnfinishedHeads {
    private final long most;

    /// In the order in which they began; how many bytes each takes.
    private final Map<ClientConnection, Integer> heads = new LinkedHashMap<>();

    private long taken;

    /// @param most that they may take, in bytes
    UnfinishedHeads(long most) {
        this.most = most;
    }

    /// More of a head has come, and it is still not complete.
    ///
    /// @param bytes that it takes in memory by now
    void holds(ClientConnection connection, int bytes) {
        Integer before = heads.put(connection, bytes);
        taken += bytes - (before == null ? 0 : before);
        while (taken > most) {
            ClientConnection first = heads.keySet().iterator().next();
            over(first);
            first.abandon();
        }
    }

    /// A head is complete, or will never be.
    void over(ClientConnection connection) {
        if (!heads.isEmpty()) {
            Integer bytes = heads.remove(connection);
            taken -= bytes == null ? 0 : bytes;
        }
    }
}
