package com.matrixos.proxy.owned;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a caller wants of a list, and what the upstream is asked in its place: a page as long as it gives,
/// since most of what is on it may be other people's.
final class ListQuery {
    private static final int USUAL_LIMIT = 20;
    private static final int HIGHEST_LIMIT = 1_000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

    private static final String LIMIT = "limit";
    private static final String BEFORE = "before_id";
    private static final String AFTER = "after_id";
    private static final Set<String> OURS = Set.of(LIMIT, BEFORE, AFTER);

    private final String path;
    private final List<String> others = new ArrayList<>();
    private final Map<String, List<String>> values = new HashMap<>();

    private ListQuery(String path) {
        this.path = path;
    }

    /// Reads a request target, path and query. Parameters that are not ours to read are kept as they came.
    static ListQuery of(String uri) {
        int mark = uri.indexOf('?');
        var query = new ListQuery(mark < 0 ? uri : uri.substring(0, mark));
        if (mark >= 0) {
            Stream.of(uri.substring(mark + 1).split("&", -1))
                    .filter(pair -> !pair.isEmpty())
                    .forEach(query::add);
        }
        return query;
    }

    private void add(String pair) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        if (OURS.contains(name)) {
            values.computeIfAbsent(name, _ -> new ArrayList<>()).add(decoded(pair.substring(equals + 1)));
        } else {
            others.add(pair);
        }
    }

    /// What cannot be decoded is none of ours, and no id of anybody's.
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    /// What is wrong with it, naming the parameter.
    Optional<String> fault() {
        for (Map.Entry<String, List<String>> parameter : values.entrySet()) {
            if (parameter.getValue().size() > 1) {
                return Optional.of(parameter.getKey() + ": must be given once");
            }
        }
        boolean fits = limit() >= 1 && limit() <= HIGHEST_LIMIT;
        return fits ? Optional.empty() : Optional.of(LIMIT + ": must be a number from 1 to " + HIGHEST_LIMIT);
    }

    /// The objects beside which the page shall be.
    List<String> cursors() {
        return Stream.of(BEFORE, AFTER)
                .flatMap(name -> values.getOrDefault(name, List.of()).stream())
                .toList();
    }

    /// How many the caller wants; 0 when that is no number.
    int limit() {
        return values.getOrDefault(LIMIT, List.of(Integer.toString(USUAL_LIMIT))).stream()
                .filter(text -> NUMBER.matcher(text).matches())
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(0);
    }

    /// Whether those just before the cursor are wanted, so that the end of the page counts.
    boolean backwards() {
        return values.containsKey(BEFORE);
    }

    /// What the upstream is asked.
    String uri() {
        var pairs = new ArrayList<>(others);
        pairs.add(LIMIT + "=" + HIGHEST_LIMIT);
        for (String name : List.of(BEFORE, AFTER)) {
            values.getOrDefault(name, List.of())
                    .forEach(id -> pairs.add(name + "=" + URLEncoder.encode(id, StandardCharsets.UTF_8)));
        }
        return path + "?" + String.join("&", pairs);
    }
}
