package com.matrixos.platform.access;

import com.matrixos.relay.Meter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What is being relayed by right of which session. Never blocks; safe for use from any thread.
public final class Connections {
    private final Map<String, Set<Runnable>> open = new ConcurrentHashMap<>();

    /// A meter that also knows how to cut its exchange when the session ends.
    ///
    /// @param session the id of the session
    /// @param meter who counts the bytes
    public Meter meter(String session, Meter meter) {
        return new Leash(session, meter);
    }

    /// Cuts everything that is open by right of that session.
    void cut(String session) {
        Set<Runnable> cuts = open.remove(session);
        if (cuts != null) {
            cuts.forEach(Runnable::run);
        }
    }

    /// How many exchanges and tunnels are open by right of that session.
    int open(String session) {
        return open.getOrDefault(session, Set.of()).size();
    }

    private final class Leash implements Meter {
        private final String session;
        private final Meter meter;
        private Runnable cut = () -> {};

        Leash(String session, Meter meter) {
            this.session = session;
            this.meter = meter;
        }

        @Override
        public void opened(Runnable cut) {
            this.cut = cut;
            open.compute(session, (_, cuts) -> {
                Set<Runnable> all = cuts == null ? ConcurrentHashMap.newKeySet() : cuts;
                all.add(cut);
                return all;
            });
            meter.opened(cut);
        }

        @Override
        public void received(int bytes) {
            meter.received(bytes);
        }

        @Override
        public void sent(int bytes) {
            meter.sent(bytes);
        }

        @Override
        public void closed() {
            open.computeIfPresent(session, (_, cuts) -> {
                cuts.remove(cut);
                return cuts.isEmpty() ? null : cuts;
            });
            meter.closed();
        }
    }
}
