package com.matrixos.platform.http;

import com.matrixos.base.http.Call;
import com.matrixos.base.http.ProblemException;
import com.matrixos.base.json.BadJsonException;
import com.matrixos.base.json.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Where in a list the next page begins, as clients hand it back: base64url of a JSON array of the list's
/// name and the
/// place of the last item shown. Not signed: a place is a value to compare with, never a piece of a query,
/// and whoever
/// makes one up only begins elsewhere in a list that they may read. Pure.
final class Cursor {
    private static final int LONGEST = 1024;

    private Cursor() {}

    static String of(String list, List<String> place) {
        var parts = new ArrayList<String>();
        parts.add(list);
        parts.addAll(place);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.write(parts));
    }

    /// The place.
    ///
    /// @param parts how many values make a place in this list
    /// @throws ProblemException 400 when it is not exactly what [#of] makes for this list
    static List<String> read(String cursor, String list, int parts) {
        if (cursor.length() > LONGEST) {
            throw bad();
        }
        List<String> place = parse(cursor);
        if (place.size() != parts + 1
                || !place.getFirst().equals(list)
                || !of(list, place.subList(1, place.size())).equals(cursor)) {
            throw bad();
        }
        return place.subList(1, place.size());
    }

    static ProblemException bad() {
        return Call.badRequest("cursor", "cursor must be the nextCursor of a page of this very list");
    }

    private static List<String> parse(String cursor) {
        try {
            return List.of(Json.read(Base64.getUrlDecoder().decode(cursor), String[].class));
        } catch (IllegalArgumentException | BadJsonException | NullPointerException _) {
            throw bad();
        }
    }
}
