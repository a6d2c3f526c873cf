package com.matrixos.proxy.owned;

import com.matrixos.base.sqlite.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/// Whose each file and batch is, durable in `proxy.db` and all of it in memory, at a few hundred bytes each.
///
/// What looks something up never blocks, so event loops may. What changes something blocks on the disk, and
/// is seen by every later look once it returns; it throws what Jdbi throws when the disk does not take it,
/// and then nothing has changed.
public final class OwnedObjects {
    /// Others could not be asked for: they would not fit into a path.
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private static final String DUE = "due";

    /// How the bookkeeping of a batch ended.
    enum Close {
        /// Every result is in the ledger.
        BOOKED("booked"),
        /// The upstream has lost it.
        GIVEN_UP("given_up");

        private final String word;

        Close(String word) {
            this.word = word;
        }
    }

    private final Database database;
    private final InstantSource clock;
    private final ConcurrentMap<String, Owned> byId = new ConcurrentHashMap<>();

    private OwnedObjects(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Reads all there are, and has money set aside again for every batch that is not booked, for the oldest
    /// first.
    ///
    /// @param clock tells when objects were made
    /// @param money from which batches are held
    public static OwnedObjects load(Database database, InstantSource clock, BatchMoney money) {
        var objects = new OwnedObjects(database, clock);
        database.read(tables -> tables.createQuery("SELECT * FROM owned ORDER BY created_at, id")
                        .map((row, _) -> row(row, money))
                        .list())
                .forEach(owned -> objects.byId.put(owned.id(), owned));
        return objects;
    }

    /// The user's object of this id. That there is none and that it is somebody else's are the same.
    Optional<Owned> find(Kind kind, String id, String user) {
        return Optional.ofNullable(byId.get(id))
                .filter(owned -> owned.kind() == kind && owned.user().equals(user));
    }

    /// Batches that are not booked, the oldest first.
    List<Owned> due() {
        return byId.values().stream()
                .filter(Owned::due)
                .sorted(Comparator.comparing(Owned::createdAt).thenComparing(Owned::id))
                .toList();
    }

    /// The user has made it.
    ///
    /// @param hold is the object's from now on, if this returns true
    /// @param content what is in it
    /// @return false when it is somebody else's already, or the id is none: then it is not written down
    boolean add(Kind kind, String id, String user, BatchHold hold, Content content) {
        if (!ID.matcher(id).matches()) {
            return false;
        }
        Owned owned = now(kind, id, user, hold, content);
        write(List.of(owned));
        if (byId.putIfAbsent(id, owned) != null) {
            // One that is told again has its own already.
            hold.release();
        }
        return find(kind, id, user).isPresent();
    }

    /// The files that are nobody's yet are the user's from now on, but only in memory until [#keep]. Never
    /// blocks.
    ///
    /// @return those that are new
    List<Owned> claim(Collection<String> fileIds, String user) {
        return fileIds.stream()
                .filter(id -> ID.matcher(id).matches())
                .map(id -> now(Kind.FILE, id, user, BatchHold.NONE, Content.UNKNOWN))
                .filter(owned -> byId.putIfAbsent(owned.id(), owned) == null)
                .toList();
    }

    /// Writes down what was claimed.
    void keep(List<Owned> claimed) {
        write(claimed);
    }

    private Owned now(Kind kind, String id, String user, BatchHold hold, Content content) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new Owned(id, kind, user, now, kind == Kind.BATCH, hold, content);
    }

    private void write(List<Owned> all) {
        database.write(tables -> {
            PreparedBatch rows = tables.prepareBatch("""
                    INSERT INTO owned (id, kind, user_id, created_at, billing, held_pico, size_bytes, media_type)
                    VALUES (:id, :kind, :user, :at, :billing, :held, :size, :type) ON CONFLICT (id) DO NOTHING""");
            all.forEach(owned -> rows.bind("id", owned.id())
                    .bind("kind", owned.kind().word())
                    .bind("user", owned.user())
                    .bind("at", owned.createdAt().toEpochMilli())
                    .bind("billing", owned.due() ? DUE : null)
                    .bind("held", held(owned))
                    .bind("size", size(owned.content()))
                    .bind(
                            "type",
                            size(owned.content()) == null
                                    ? null
                                    : owned.content().mediaType())
                    .add());
            return rows.execute();
        });
    }

    private static @Nullable Long held(Owned owned) {
        return owned.due() ? owned.hold().pico() : null;
    }

    private static @Nullable Long size(Content content) {
        return content.bytes().isPresent() ? content.bytes().getAsLong() : null;
    }

    /// Nothing of the batch is left to book, so nothing is held for it any more.
    void close(String batchId, Close how) {
        database.write(tables -> tables.createUpdate("UPDATE owned SET billing = :how WHERE id = :id")
                .bind("how", how.word)
                .bind("id", batchId)
                .execute());
        byId.computeIfPresent(batchId, (_, owned) -> owned.closed());
    }

    /// It is not there any more.
    void forget(String id) {
        database.write(tables -> tables.createUpdate("DELETE FROM owned WHERE id = :id")
                .bind("id", id)
                .execute());
        byId.remove(id);
    }

    private static Owned row(ResultSet row, BatchMoney money) throws SQLException {
        String user = row.getString("user_id");
        Instant createdAt = Instant.ofEpochMilli(row.getLong("created_at"));
        boolean due = DUE.equals(row.getString("billing"));
        return new Owned(
                row.getString("id"),
                Kind.of(row.getString("kind")),
                user,
                createdAt,
                due,
                due ? money.holdAgain(user, createdAt, row.getLong("held_pico")) : BatchHold.NONE,
                content(row));
    }

    private static Content content(ResultSet row) throws SQLException {
        long bytes = row.getLong("size_bytes");
        if (row.wasNull()) {
            return Content.UNKNOWN;
        }
        String type = row.getString("media_type");
        return new Content(OptionalLong.of(bytes), type == null ? "" : type);
    }
}
