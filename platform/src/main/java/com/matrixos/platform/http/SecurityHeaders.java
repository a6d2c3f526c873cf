package com.matrixos.platform.http;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Endpoint;
import com.matrixos.base.http.Filter;

/// Tells browsers to make nothing of an answer but what it says that it is, and to keep nothing of what is
/// somebody's. Pages say for themselves what they may load.
final class SecurityHeaders implements Filter {
    @Override
    public Answer apply(Call call, Endpoint next) throws Exception {
        Answer answer = Headers.unlessSaid(next.answer(call), "x-content-type-options", "nosniff");
        return ApiPaths.api(call.path()) && !Headers.html(answer) ? data(answer) : answer;
    }

    private static Answer data(Answer answer) {
        Answer quiet = Headers.unlessSaid(answer, "cache-control", "private, no-store");
        Answer unread = Headers.unlessSaid(quiet, "referrer-policy", "no-referrer");
        return Headers.unlessSaid(unread, "content-security-policy", "default-src 'none'; frame-ancestors 'none'");
    }
}
