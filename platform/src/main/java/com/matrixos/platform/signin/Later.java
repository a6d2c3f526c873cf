package com.matrixos.platform.signin;

import com.matrixos.base.http.Answer;
import com.matrixos.platform.access.Guard;
import com.matrixos.platform.accounts.TryLaterException;

/// Tells who has to wait for how long.
final class Later {
    private Later() {}

    /// The same endpoint, with the answer to who has to wait.
    static <P> Guard.Known<P> told(Guard.Known<P> endpoint) {
        return (call, who) -> {
            try {
                return endpoint.answer(call, who);
            } catch (TryLaterException e) {
                return Answer.problem(e.problem()).with("retry-after", Long.toString(e.seconds()));
            }
        };
    }
}
