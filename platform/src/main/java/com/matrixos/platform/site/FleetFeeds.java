package com.matrixos.platform.site;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Routes;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Principal;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.fleet.Measurements;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// `/api/fleet` and its stream. All are measured more often while one is open. Safe for use from any
/// thread.
final class FleetFeeds {
    private final Set<Pulse> listening = ConcurrentHashMap.newKeySet();
    private final Guard guard;
    private final Streams streams;
    private final Fleet fleet;
    private final Measurements measurements;

    FleetFeeds(Guard guard, Streams streams, Fleet fleet, Measurements measurements, Containers containers) {
        this.guard = guard;
        this.streams = streams;
        this.fleet = fleet;
        this.measurements = measurements;
        containers.onChanged(_ -> listening.forEach(Pulse::due));
    }

    void addTo(Routes routes) {
        routes.get("/api/fleet", guard.steering((_, _) -> Answer.json(200, fleet.now())))
                .get("/api/fleet/stream", guard.steering(this::stream));
    }

    private Answer stream(Call call, Principal who) {
        return streams.open(call, watcher(call, who), () -> guard.who(call).steersAll(), FleetFeed::new);
    }

    /// Who follows a stream of everybody's, for the limit.
    static String watcher(Call call, Principal who) {
        return "fleet " + who.actor(Guard.address(call)).id();
    }

    private final class FleetFeed implements Streams.Feed {
        private final Pulse pulse;
        private final Measurements.Watch watch;

        FleetFeed(Pulse pulse) {
            this.pulse = pulse;
            listening.add(pulse);
            this.watch = measurements.watchAll();
        }

        @Override
        public void write(Events events) throws IOException {
            events.event("fleet", fleet.now());
        }

        @Override
        public void close() {
            watch.close();
            listening.remove(pulse);
        }
    }
}
