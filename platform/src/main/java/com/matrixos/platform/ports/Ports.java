package com.matrixos.platform.ports;

import com.matrixos.platform.problems.Problems;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.jdbi.v3.core.Handle;

/// Two independent pools of loopback ports: one for gateways, one for shells. The lowest free port comes
/// first, and a released one is free again. Every method works inside its caller's transaction, so that a
/// port is taken exactly as long as its container's row stands. Safe for use from any thread.
public final class Ports {
    /// How long a port that the engine found held is not tried again.
    private static final Duration SHUN = Duration.ofMinutes(1);

    private final Pool gateways;
    private final Pool shells;
    private final IntPredicate free;
    private final InstantSource clock;
    private final Map<Integer, Instant> shunnedUntil = new ConcurrentHashMap<>();

    /// One pool.
    ///
    /// @param suffix what its rows' handles end in
    /// @param name for the reader
    /// @param first its lowest port
    /// @param size how many it has
    private record Pool(String suffix, String name, int first, int size) {}

    /// The ports of one container.
    public record Pair(int gateway, int shell) {}

    /// Pools of the same size from these first ports. A port that another process of this machine listens
    /// on is skipped.
    public Ports(int firstGateway, int firstShell, int size, InstantSource clock) {
        this(firstGateway, firstShell, size, clock, Ports::bindable);
    }

    Ports(int firstGateway, int firstShell, int size, InstantSource clock, IntPredicate free) {
        this.gateways = new Pool("-gw", "gateway", firstGateway, size);
        this.shells = new Pool("-sh", "shell", firstShell, size);
        this.clock = clock;
        this.free = free;
    }

    /// Takes the lowest free port of each pool.
    ///
    /// @throws com.matrixos.base.http.ProblemException 503 `ports-exhausted`
    public Pair reserve(Handle tx, String handle) {
        return new Pair(reserve(tx, handle, gateways), reserve(tx, handle, shells));
    }

    /// Gives both ports back.
    public void release(Handle tx, String handle) {
        tx.createUpdate("DELETE FROM port_assignments WHERE handle IN (:gateway, :shell)")
                .bind("gateway", handle + gateways.suffix())
                .bind("shell", handle + shells.suffix())
                .execute();
    }

    /// Remembers that the engine could not have a port, whatever our own try to bind it says.
    public void shun(int port) {
        shunnedUntil.put(port, clock.instant().plus(SHUN));
    }

    private int reserve(Handle tx, String handle, Pool pool) {
        Set<Integer> taken = new HashSet<>(tx.createQuery("SELECT port FROM port_assignments")
                .mapTo(Integer.class)
                .list());
        int last = Math.min(pool.first() + pool.size() - 1, 65_535);
        for (int port = pool.first(); port <= last; port++) {
            if (!taken.contains(port) && !shunned(port) && free.test(port)) {
                tx.createUpdate("INSERT INTO port_assignments (port, handle) VALUES (:port, :handle)")
                        .bind("port", port)
                        .bind("handle", handle + pool.suffix())
                        .execute();
                return port;
            }
        }
        throw Problems.portsExhausted(pool.name()).exception();
    }

    private boolean shunned(int port) {
        Instant until = shunnedUntil.get(port);
        return until != null && clock.instant().isBefore(until);
    }

    private static boolean bindable(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
