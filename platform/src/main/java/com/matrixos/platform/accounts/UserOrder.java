package com.matrixos.platform.accounts;

import com.matrixos.api.accounts.UserRecord;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// In which order users are listed. Who has nothing to be ordered by comes first, and last when descending.
///
/// @param field by what
/// @param descending the other way round
public record UserOrder(Field field, boolean descending) {
    /// What users can be ordered by.
    public enum Field {
        /// Their handle.
        HANDLE,
        /// When they signed up.
        CREATED_AT,
        /// When they were here last.
        LAST_SEEN,
        /// What they have spent this month.
        SPEND
    }

    /// The order that a text names: `handle`, or `-handle` for descending.
    public static Optional<UserOrder> of(String text) {
        boolean descending = text.startsWith("-");
        return field(descending ? text.substring(1) : text).map(field -> new UserOrder(field, descending));
    }

    /// A text whose order is that of what it stands for.
    String key(UserRecord user) {
        return switch (field) {
            case HANDLE -> user.handle();
            case CREATED_AT -> user.createdAt();
            case LAST_SEEN -> Objects.requireNonNullElse(user.lastSeenAt(), "");
            case SPEND -> spend(user.monthUsd());
        };
    }

    Comparator<UserRecord> comparator() {
        Comparator<UserRecord> ascending = Comparator.comparing(this::key).thenComparing(UserRecord::id);
        return descending ? ascending.reversed() : ascending;
    }

    /// Whether a user comes after where a page ended.
    boolean after(UserRecord user, Users.Position end) {
        int order = Comparator.comparing(Users.Position::key)
                .thenComparing(Users.Position::id)
                .compare(Users.Position.of(this, user), end);
        return descending ? order < 0 : order > 0;
    }

    private static Optional<Field> field(String text) {
        return switch (text) {
            case "handle" -> Optional.of(Field.HANDLE);
            case "createdAt" -> Optional.of(Field.CREATED_AT);
            case "lastSeen" -> Optional.of(Field.LAST_SEEN);
            case "spend" -> Optional.of(Field.SPEND);
            default -> Optional.empty();
        };
    }

    /// Nine decimals and as many digits as an amount can have, so that texts are ordered as amounts are.
    private static String spend(@Nullable BigDecimal usd) {
        return usd == null ? "" : String.format(Locale.ROOT, "%030.9f", usd);
    }
}
