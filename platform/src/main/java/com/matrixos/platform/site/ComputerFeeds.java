package com.matrixos.platform.site;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.containers.Containers;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.fleet.Measurements;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/// The streams of owners who watch their computer. It is measured while one is open. Safe for use from
/// any thread.
final class ComputerFeeds {
    private final Map<Handle, Set<Pulse>> listening = new ConcurrentHashMap<>();
    private final Streams streams;
    private final Computers computers;
    private final Measurements measurements;

    ComputerFeeds(Streams streams, Computers computers, Measurements measurements, Containers containers) {
        this.streams = streams;
        this.computers = computers;
        this.measurements = measurements;
        containers.onChanged(handle -> listening.getOrDefault(handle, Set.of()).forEach(Pulse::due));
    }

    /// @param allowed whether the account may still see it
    Answer open(Call call, Account account, BooleanSupplier allowed) {
        return streams.open(call, account.id(), allowed, pulse -> new ComputerFeed(account, pulse));
    }

    private final class ComputerFeed implements Streams.Feed {
        private final Account account;
        private final Pulse pulse;
        private final Measurements.Watch watch;

        ComputerFeed(Account account, Pulse pulse) {
            this.account = account;
            this.pulse = pulse;
            listening.compute(account.handle(), (_, pulses) -> {
                Set<Pulse> all = pulses == null ? ConcurrentHashMap.newKeySet() : pulses;
                all.add(pulse);
                return all;
            });
            this.watch = measurements.watch(account.handle());
        }

        @Override
        public void write(Events events) throws IOException {
            events.event("computer", computers.of(account));
        }

        @Override
        public void close() {
            watch.close();
            listening.computeIfPresent(account.handle(), (_, pulses) -> {
                pulses.remove(pulse);
                return pulses.isEmpty() ? null : pulses;
            });
        }
    }
}
