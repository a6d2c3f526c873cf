package com.matrixos.relay;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Changes to a request's head on its way to an upstream, on top of those the relay always makes
/// (hop-by-hop headers out, fresh `X-Forwarded-*` in; setting or removing one of these three here
/// overrides the relay's). Immutable; each method returns a changed copy, so a constant serves many
/// requests.
///
/// @param uri the request target to send, or null for the one that came
/// @param set headers to replace or add, by lower-case name
/// @param removed headers to drop, by lower-case name
/// @param droppedCookies cookies to cut out of `Cookie`, by name
public record HeadEdits(
        @Nullable String uri, Map<String, String> set, Set<String> removed, Set<String> droppedCookies) {
    /// Headers that decide where a message ends; another value would make two messages out of one.
    private static final Set<String> FRAMING =
            Set.of("connection", "content-length", "transfer-encoding", "upgrade", "te", "trailer");

    /// No changes.
    public static final HeadEdits NONE = new HeadEdits(null, Map.of(), Set.of(), Set.of());

    public HeadEdits {
        set = Map.copyOf(set);
        removed = Set.copyOf(removed);
        droppedCookies = Set.copyOf(droppedCookies);
        for (String name : set.keySet()) {
            if (FRAMING.contains(name)) {
                throw new IllegalArgumentException("a header that frames the message is the relay's to write: " + name);
            }
        }
    }

    /// Sends another request target.
    public HeadEdits uri(String uri) {
        return new HeadEdits(uri, set, removed, droppedCookies);
    }

    /// Sends this header in place of any of that name.
    public HeadEdits set(String lowerCaseName, String value) {
        var more = new LinkedHashMap<>(set);
        more.put(lowerCaseName, value);
        return new HeadEdits(uri, more, removed, droppedCookies);
    }

    /// Does not send this header, not even where the relay would say one of its own (`x-forwarded-…`).
    public HeadEdits remove(String lowerCaseName) {
        var more = new LinkedHashSet<>(removed);
        more.add(lowerCaseName);
        return new HeadEdits(uri, set, more, droppedCookies);
    }

    /// Does not send this cookie.
    public HeadEdits dropCookie(String name) {
        var more = new LinkedHashSet<>(droppedCookies);
        more.add(name);
        return new HeadEdits(uri, set, removed, more);
    }
}
