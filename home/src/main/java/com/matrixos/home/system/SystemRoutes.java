package com.matrixos.home.system;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Routes;
import com.matrixos.home.system.SystemInfo.Memory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// `GET /health` and `GET /api/system/info`.
public final class SystemRoutes {
    /// Written out, not mapped: the first health check decides how long a wake takes, and needs no JSON library.
    private static final byte[] HEALTHY =
            "{\"status\":\"ok\",\"cronJobs\":0,\"channels\":{}}".getBytes(StandardCharsets.UTF_8);

    private final String handle;
    private final InstantSource clock;
    private final Instant startedAt;
    private final Cgroup cgroup;

    /// @param cgroups where the kernel's control groups are mounted
    public SystemRoutes(String handle, InstantSource clock, Path cgroups) {
        this.handle = handle;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.cgroup = new Cgroup(cgroups);
    }

    /// Adds both routes.
    public void addTo(Routes routes) {
        routes.get("/health", _ -> Answer.bytes(200, "application/json", HEALTHY));
        routes.get("/api/system/info", _ -> Answer.json(200, info()).with("cache-control", "private, no-store"));
    }

    private SystemInfo info() {
        var memory = new Memory(boxed(cgroup.memoryUsed()), boxed(cgroup.memoryLimit()));
        return SystemInfo.bare(version(), handle, startedAt, clock.instant(), memory);
    }

    private static String version() {
        return Objects.requireNonNullElse(SystemRoutes.class.getPackage().getImplementationVersion(), "development");
    }

    private static @Nullable Long boxed(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }
}
