package com.matrixos.platform.accounts;

import com.matrixos.api.accounts.AccountRecord;
import com.matrixos.api.accounts.ComputerBrief;
import com.matrixos.api.accounts.Items;
import com.matrixos.api.accounts.UserRecord;
import com.matrixos.base.sqlite.Database;
import com.matrixos.platform.problems.Problems;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// Accounts as admins see them, in pages. Calls block; safe for use from any thread.
public final class Users {
    private static final String SELECT = "SELECT " + AccountRecords.COLUMNS
            + ", containers.status AS computer_status, containers.last_active AS computer_active"
            + " FROM accounts LEFT JOIN containers ON containers.clerk_user_id = accounts.id";

    /// As every amount of the API, with nine decimals.
    private static final BigDecimal NOTHING = BigDecimal.ZERO.setScale(9);

    private final Database database;
    private final Supplier<Optional<Map<String, BigDecimal>>> spending;

    /// @param spending what each account has spent this month in USD, by handle; whoever is missing has spent
    /// nothing, and it is empty when nobody can say
    public Users(Database database, Supplier<Optional<Map<String, BigDecimal>>> spending) {
        this.database = database;
        this.spending = spending;
    }

    /// Which users in which order.
    ///
    /// @param text part of handle or address; empty for all
    /// @param role `user`, `admin`, or empty for all
    /// @param state `active`, `suspended`, `leaving`, or empty for all
    public record Query(String text, String role, String state, UserOrder order, int limit, Optional<String> cursor) {}

    /// The account of that id.
    ///
    /// @throws com.matrixos.base.http.ProblemException 404 when there is none
    public UserRecord find(String id) {
        return database.read(tx -> tx.createQuery(SELECT + " WHERE accounts.id = :id")
                        .bind("id", id)
                        .map(Users::user)
                        .findOne())
                .map(user -> spent(user, spending.get()))
                .orElseThrow(() -> Problems.nothing().exception());
    }

    /// A page.
    ///
    /// @throws com.matrixos.base.http.ProblemException 400 when the cursor is none of ours
    public Items<UserRecord> list(Query query) {
        Optional<Map<String, BigDecimal>> spent = spending.get();
        Comparator<UserRecord> order = query.order().comparator();
        List<UserRecord> all = matching(query).stream()
                .map(user -> spent(user, spent))
                .sorted(order)
                .toList();
        Optional<Position> after = query.cursor().map(Position::of);
        List<UserRecord> rest = all.stream()
                .filter(user -> after.isEmpty() || query.order().after(user, after.get()))
                .limit(query.limit() + 1L)
                .toList();
        boolean more = rest.size() > query.limit();
        List<UserRecord> page = more ? rest.subList(0, query.limit()) : rest;
        String next = more ? Position.of(query.order(), page.getLast()).text() : null;
        return new Items<>(page, next, all.size());
    }

    /// Where a page ended: by what it was ordered and who was last, so that nobody is left out or told of
    /// twice when others come or go meanwhile.
    record Position(String key, String id) {
        static Position of(UserOrder order, UserRecord user) {
            return new Position(order.key(user), user.id());
        }

        static Position of(String cursor) {
            try {
                String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
                int end = text.lastIndexOf('\n');
                if (end >= 0) {
                    return new Position(text.substring(0, end), text.substring(end + 1));
                }
            } catch (IllegalArgumentException _) {
                // As below.
            }
            throw Problems.badRequest("cursor", "cursor is not one that a page has named")
                    .exception();
        }

        String text() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((key + "\n" + id).getBytes(StandardCharsets.UTF_8));
        }
    }

    private List<UserRecord> matching(Query query) {
        return database.read(tx -> tx.createQuery(SELECT + " WHERE (instr(accounts.handle, :text) > 0"
                        + " OR instr(accounts.email, :text) > 0)"
                        + " AND (:role = '' OR accounts.role = :role) AND (:state = '' OR accounts.state = :state)")
                .bind("text", Throttle.normal(query.text()))
                .bind("role", query.role())
                .bind("state", query.state())
                .map(Users::user)
                .list());
    }

    private static UserRecord spent(UserRecord user, Optional<Map<String, BigDecimal>> spending) {
        return new UserRecord(
                user.id(),
                user.handle(),
                user.email(),
                user.role(),
                user.state(),
                user.createdAt(),
                user.hasPassword(),
                user.totp(),
                user.passkeys(),
                user.recoveryCodesLeft(),
                user.leavesAt(),
                user.computer(),
                spending.map(usd -> usd.getOrDefault(user.handle(), NOTHING)).orElse(null),
                user.lastSeenAt(),
                user.resetRequestedAt());
    }

    private static UserRecord user(ResultSet row, StatementContext context) throws SQLException {
        AccountRecord account = AccountRecords.record(row, context);
        return new UserRecord(
                account.id(),
                account.handle(),
                account.email(),
                account.role(),
                account.state(),
                account.createdAt(),
                account.hasPassword(),
                account.totp(),
                account.passkeys(),
                account.recoveryCodesLeft(),
                account.leavesAt(),
                computer(row.getString("computer_status"), row.getString("computer_active")),
                null,
                row.getString("last_seen_at"),
                row.getString("reset_requested_at"));
    }

    private static @Nullable ComputerBrief computer(@Nullable String status, @Nullable String lastActive) {
        return status == null ? null : new ComputerBrief(status, lastActive);
    }
}
