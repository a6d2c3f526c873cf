package com.matrixos.proxy.upstream;

import com.matrixos.relay.ResponseEdits;
import com.matrixos.relay.ResponseHead;
import com.matrixos.relay.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An answer that is kept until it is complete and then sent on in one piece.
public final class Kept {
    /// They belong to the connection with the upstream, or are the relay's to write.
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection",
            "content-length",
            "keep-alive",
            "proxy-authenticate",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private Kept() {}

    /// The answer with this head and no body yet. Lines of the same name become one. Cookies cannot: the
    /// first is kept.
    ///
    /// @param edits changes to its head, or null for none
    public static Verdict.Respond of(ResponseHead head, @Nullable ResponseEdits edits) {
        var headers = new LinkedHashMap<String, String>();
        for (Map.Entry<String, String> line : head.headers()) {
            String name = line.getKey();
            boolean dropped = edits != null && edits.drops().test(name);
            if (!dropped && !OF_THE_CONNECTION.contains(name)) {
                headers.merge(
                        name, line.getValue(), (one, other) -> name.equals("set-cookie") ? one : one + ", " + other);
            }
        }
        if (edits != null) {
            headers.putAll(edits.added());
        }
        return new Verdict.Respond(head.status(), headers, new byte[0]);
    }
}
