package com.matrixos.proxy.identity;

import com.matrixos.api.TokenInfo;
import com.matrixos.base.http.Problem;
import com.matrixos.base.sqlite.Database;
import java.net.InetAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The tokens of all containers: durable in `proxy.db`, looked up in memory.
///
/// [#find] never blocks, so event loops may call it; everything else does. A container has one token, and for
/// a while after a replacement the one before it, too. Both count only from the container's address, where
/// that is known.
public final class ContainerTokens {
    /// What the list calls a container's token, before its handle.
    private static final String ID = "container:";

    /// A token that is good.
    ///
    /// @param address from where alone; null for anywhere
    /// @param until not from this moment on; looked at with each lookup, so no timer has to be on time
    private record Known(Caller caller, @Nullable InetAddress address, Instant until) {}

    /// A row of the table. Without a previous token its end has always been.
    private record Row(
            String handle,
            String sha256,
            @Nullable InetAddress address,
            String createdAt,
            @Nullable String previousSha256,
            Instant previousUntil) {}

    private final Database database;
    private final InstantSource clock;
    private final Elsewhere elsewhere;
    private final Snapshot<Known> byDigest;

    private ContainerTokens(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.elsewhere = new Elsewhere(clock);
        this.byDigest = new Snapshot<>(database, this::known);
    }

    /// Reads all tokens there are.
    ///
    /// @param clock gives the times of grants, and when a previous token is over
    public static ContainerTokens load(Database database, InstantSource clock) {
        return new ContainerTokens(database, clock);
    }

    /// The container that bears the token with this digest, when the token comes from where it may.
    public Optional<Caller> find(String sha256, InetAddress peer) {
        Optional<Known> found = byDigest.get(sha256).filter(known -> isGood(known.until()));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Known known = found.get();
        InetAddress bound = known.address();
        InetAddress from = Addresses.plain(peer);
        if (bound != null && !bound.equals(from)) {
            elsewhere.seen(known.caller().user(), bound, from);
            return Optional.empty();
        }
        return Optional.of(known.caller());
    }

    /// What has been seen that should not be.
    public Alerts alerts() {
        return elsewhere;
    }

    /// From now on the token with this digest is the container's, and the one it had is nobody's, at once or
    /// after the time it is kept. Granting the same digest again changes the address and nothing else.
    ///
    /// @throws com.matrixos.base.http.ProblemException 409 when another caller has that digest
    public void grant(String handle, Grant grant) {
        Instant now = clock.instant();
        byDigest.change(tables -> {
            refuseTaken(tables, handle, grant.sha256(), now);
            int same = tables.createUpdate(
                            "UPDATE container_tokens SET address = :address WHERE handle = :h AND sha256 = :sha256")
                    .bind("address", text(grant.address()))
                    .bind("h", handle)
                    .bind("sha256", grant.sha256())
                    .execute();
            return same == 1 ? same : replace(tables, handle, grant, now);
        });
    }

    /// The container is there now, or somewhere unknown.
    ///
    /// @return false when it has no token that could be bound
    public boolean bind(String handle, Optional<InetAddress> address) {
        return byDigest.change(tables -> tables.createUpdate(
                                "UPDATE container_tokens SET address = :address WHERE handle = :h")
                        .bind("address", text(address))
                        .bind("h", handle)
                        .execute())
                == 1;
    }

    /// The container has no token any more.
    ///
    /// @return false when it had none
    public boolean revoke(String handle) {
        return byDigest.change(tables -> tables.createUpdate("DELETE FROM container_tokens WHERE handle = :h")
                        .bind("h", handle)
                        .execute())
                == 1;
    }

    /// The handle that an id in the list stands for, when it is a container's.
    public static Optional<String> handleOf(String id) {
        return id.startsWith(ID) ? Optional.of(id.substring(ID.length())) : Optional.empty();
    }

    /// All containers that have a token, by handle.
    public List<TokenInfo> list() {
        return database.read(ContainerTokens::rows).stream().map(this::info).toList();
    }

    private TokenInfo info(Row row) {
        return new TokenInfo(
                ID + row.handle(),
                "container",
                row.handle(),
                row.handle(),
                null,
                row.address() == null ? null : row.address().getHostAddress(),
                row.createdAt(),
                isGood(row.previousUntil()) ? Timestamp.of(row.previousUntil()) : null);
    }

    private boolean isGood(Instant until) {
        return clock.instant().isBefore(until);
    }

    private static int replace(Handle tables, String handle, Grant grant, Instant now) {
        String until = grant.keepPrevious().isZero() ? null : Timestamp.of(now.plus(grant.keepPrevious()));
        return tables.createUpdate("""
                        INSERT INTO container_tokens (handle, sha256, address, created_at)
                        VALUES (:h, :sha256, :address, :now)
                        ON CONFLICT (handle) DO UPDATE SET
                            previous_sha256 = CASE WHEN :until IS NULL THEN NULL ELSE sha256 END,
                            previous_until = :until,
                            sha256 = excluded.sha256, address = excluded.address, created_at = excluded.created_at""")
                .bind("h", handle)
                .bind("sha256", grant.sha256())
                .bind("address", text(grant.address()))
                .bind("now", Timestamp.of(now))
                .bind("until", until)
                .execute();
    }

    private static void refuseTaken(Handle tables, String handle, String sha256, Instant now) {
        boolean taken = tables.createQuery("""
                        SELECT 1 FROM container_tokens WHERE handle <> :h
                            AND (sha256 = :sha256 OR previous_sha256 = :sha256 AND previous_until > :now)
                        UNION SELECT 1 FROM script_tokens WHERE sha256 = :sha256""")
                .bind("h", handle)
                .bind("sha256", sha256)
                .bind("now", Timestamp.of(now))
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        if (taken) {
            throw new Problem(
                            "token-taken",
                            409,
                            "The token is in use",
                            "another caller already has the token with this digest",
                            "sha256")
                    .exception();
        }
    }

    /// A previous token that is over stays in its row until the next replacement, and may be another
    /// container's by then.
    private Map<String, Known> known(Handle tables) {
        var known = new HashMap<String, Known>();
        for (Row row : rows(tables)) {
            var caller = new Caller(row.handle(), true);
            known.put(row.sha256(), new Known(caller, row.address(), Instant.MAX));
            if (row.previousSha256() != null && isGood(row.previousUntil())) {
                known.put(row.previousSha256(), new Known(caller, row.address(), row.previousUntil()));
            }
        }
        return Map.copyOf(known);
    }

    private static List<Row> rows(Handle tables) {
        return tables.createQuery("SELECT * FROM container_tokens ORDER BY handle")
                .map((row, _) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        String address = row.getString("address");
        String until = row.getString("previous_until");
        return new Row(
                row.getString("handle"),
                row.getString("sha256"),
                address == null ? null : Addresses.parse(address),
                row.getString("created_at"),
                row.getString("previous_sha256"),
                until == null ? Instant.MIN : Instant.parse(until));
    }

    private static @Nullable String text(Optional<InetAddress> address) {
        return address.map(Addresses::plain).map(InetAddress::getHostAddress).orElse(null);
    }
}
