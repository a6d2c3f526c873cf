package com.matrixos.platform.jobs.computers;

import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.platform.containers.Handle;
import com.matrixos.platform.containers.WakeOutcome;
import com.matrixos.platform.problems.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Computers in memory, with whims: an engine that is down for some calls, and computers that run without answering.
/// Writes down what was asked of it.
public final class ScriptedComputers implements Computers {
    public final List<String> asked = new CopyOnWriteArrayList<>();
    public final Map<Handle, String> owners = new ConcurrentHashMap<>();
    public volatile int outages;
    public volatile boolean mute;

    @Override
    public ContainerRecord provision(Handle handle, String accountId) {
        asked.add("provision " + handle);
        if (outages > 0) {
            outages--;
            throw Problems.engineUnavailable("the engine is down").exception();
        }
        String owner = owners.putIfAbsent(handle, accountId);
        if (owner != null && !owner.equals(accountId)) {
            throw Problems.handleTaken(handle.text()).exception();
        }
        return find(handle).orElseThrow();
    }

    @Override
    public Optional<ContainerRecord> find(Handle handle) {
        return Optional.ofNullable(owners.get(handle))
                .map(owner -> new ContainerRecord(
                        handle.text(),
                        owner,
                        "c1",
                        4001,
                        3001,
                        "running",
                        "2026-02-15T11:30:18.000Z",
                        "2026-02-15T11:30:18.000Z"));
    }

    @Override
    public WakeOutcome awaitAwake(Handle handle, Duration patience) {
        return owners.containsKey(handle)
                ? new WakeOutcome.Ready(4001, 3001)
                : new WakeOutcome.CannotWake(Problems.unknownContainer());
    }

    @Override
    public boolean answers(Handle handle) {
        asked.add("answers " + handle);
        return !mute && owners.containsKey(handle);
    }

    @Override
    public void stop(Handle handle) {
        asked.add("stop " + handle);
    }

    @Override
    public void destroy(Handle handle) {
        asked.add("destroy " + handle);
        owners.remove(handle);
    }
}
