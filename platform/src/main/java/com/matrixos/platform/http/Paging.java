package com.matrixos.platform.http;

import com.matrixos.base.http.Call;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Which page of a list is wanted: `?limit=1..200` (50 unless said) and `&cursor=`.
///
/// ```
/// Paging paging = Paging.of(call, "users:" + sort, 2);
/// List<User> found = users.after(paging.after(), paging.wanted());
/// return Answer.json(200, paging.page(found, user -> List.of(user.handle(), user.id()), User::json,
/// total));
/// ```
public final class Paging {
    private static final int USUAL = 50;
    private static final int MOST = 200;

    private final String list;
    private final int limit;
    private final List<String> after;

    private Paging(String list, int limit, List<String> after) {
        this.list = list;
        this.limit = limit;
        this.after = after;
    }

    /// As the call asks.
    ///
    /// @param list name of the list and its order; a cursor of another one is refused
    /// @param parts how many values make a place in the list
    /// @throws com.matrixos.base.http.ProblemException 400 naming `limit` or `cursor`
    public static Paging of(Call call, String list, int parts) {
        return new Paging(
                list,
                call.query("limit").map(Paging::limit).orElse(USUAL),
                call.query("cursor")
                        .map(cursor -> Cursor.read(cursor, list, parts))
                        .orElse(List.of()));
    }

    /// How many items to look for: one more than are shown, to know whether there is another page.
    public int wanted() {
        return limit + 1;
    }

    /// The place of the last item shown before; empty at the beginning of the list.
    public List<String> after() {
        return after;
    }

    /// The place of the last item shown before, when that is one whole number.
    ///
    /// @throws com.matrixos.base.http.ProblemException 400 naming `cursor` when it is something else
    public Optional<Long> afterNumber() {
        try {
            return after.stream().findFirst().map(Long::valueOf);
        } catch (NumberFormatException _) {
            throw Cursor.bad();
        }
    }

    /// The page.
    ///
    /// @param found what was found after [#after], in order, [#wanted] at the most
    /// @param place of an item in the list
    /// @param item as it is shown
    /// @param total on all pages, or null
    public <R, T> Page<T> page(
            List<R> found, Function<R, List<String>> place, Function<R, T> item, @Nullable Long total) {
        List<R> shown = found.subList(0, Math.min(limit, found.size()));
        return new Page<>(
                shown.stream().map(item).toList(),
                found.size() > limit ? Cursor.of(list, place.apply(shown.getLast())) : null,
                total);
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException _) {
            // Told below, like a number that is out of bounds.
        }
        throw Call.badRequest("limit", "limit must be a whole number from 1 to " + MOST);
    }
}
