package com.matrixos.base.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A failure as it is told to a client: RFC 9457 `application/problem+json`, plus the member `error` that
/// clients of the original API read.
///
/// @param type the last segment of the stable address of the problem's page, for example `handle-taken`
/// @param status the HTTP status
/// @param title the same short sentence for every occurrence
/// @param detail what went wrong this time, for the reader; never a secret, never an internal message
/// @param field the input at fault, when one is
public record Problem(
        String type,
        int status,
        String title,
        String detail,
        @Nullable String field) {
    /// Where the pages of all problems live; `docs/errors/{type}.md` in the source.
    public static final String BASE = "https://matrix-os.com/errors/";

    /// The media type of [#body].
    public static final String MEDIA_TYPE = "application/problem+json";

    /// A problem that no single input is to blame for.
    public static Problem of(String type, int status, String title, String detail) {
        return new Problem(type, status, title, detail, null);
    }

    /// This problem as an exception, to be thrown through an endpoint.
    public ProblemException exception() {
        return new ProblemException(this);
    }

    /// The members of the JSON document, in reading order.
    public Map<String, Object> body() {
        var members = new LinkedHashMap<String, Object>();
        members.put("type", BASE + type);
        members.put("title", title);
        members.put("status", status);
        members.put("detail", detail);
        if (field != null) {
            members.put("field", field);
        }
        members.put("error", detail);
        return members;
    }
}
