package com.matrixos.platform.http;

import com.matrixos.base.http.Answer;

/// Small changes to an answer's headers. Pure.
final class Headers {
    private Headers() {}

    /// With the header, unless the endpoint has said something else.
    static Answer unlessSaid(Answer answer, String name, String value) {
        return answer.headers().containsKey(name) ? answer : answer.with(name, value);
    }

    /// With one more name in `vary`.
    static Answer varying(Answer answer, String name) {
        String vary = answer.headers().get("vary");
        return answer.with("vary", vary == null ? name : vary + ", " + name);
    }

    static boolean html(Answer answer) {
        return type(answer).startsWith("text/html");
    }

    static boolean json(Answer answer) {
        return type(answer).startsWith("application/json");
    }

    private static String type(Answer answer) {
        return answer.headers().getOrDefault("content-type", "");
    }
}
