package com.matrixos.platform.http;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Endpoint;
import com.matrixos.base.http.Filter;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.access.Principal;
import java.time.Duration;

/// Lets everybody make so many calls a minute: a token bucket for each account, token and address, and
/// another
/// for signing in. Every counted answer says how the bucket stands, in the three fields of
/// draft-ietf-httpapi-ratelimit-headers-06 (later drafts have one field that few clients read yet):
/// `ratelimit-limit` calls a minute, `ratelimit-remaining` of them, all of them again in `ratelimit-reset`
/// seconds.
final class RateLimits implements Filter {
    private final Guard guard;
    private final Limits limits;
    private final Throttle throttle;

    private record Share(String name, int perMinute) {}

    RateLimits(Guard guard, Limits limits, Scheduler scheduler) {
        this.guard = guard;
        this.limits = limits;
        this.throttle = new Throttle(Duration.ofMinutes(1), scheduler);
    }

    @Override
    public Answer apply(Call call, Endpoint next) throws Exception {
        if (!ApiPaths.counted(call.path())) {
            return next.answer(call);
        }
        Share share = share(call);
        Throttle.Standing standing = throttle.take(share.name(), share.perMinute());
        Answer answer = standing.taken() ? next.answer(call) : refusal(standing.retrySeconds());
        return answer.with("ratelimit-limit", Integer.toString(share.perMinute()))
                .with("ratelimit-remaining", Long.toString(standing.remaining()))
                .with("ratelimit-reset", Long.toString(standing.resetSeconds()));
    }

    /// Signing in counts by address whoever does it: guessing must not get cheaper by being signed in as
    /// somebody else.
    private Share share(Call call) {
        String address = Guard.address(call);
        if (ApiPaths.signingIn(call.path())) {
            return new Share("auth " + Caller.address(address), limits.signingIn());
        }
        Principal who = guard.who(call);
        return new Share(Caller.of(who, address), limits.of(who));
    }

    private static Answer refusal(long seconds) {
        return Answer.problem(HttpProblems.tooManyRequests(seconds)).with("retry-after", Long.toString(seconds));
    }
}
