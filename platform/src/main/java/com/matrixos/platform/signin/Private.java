package com.matrixos.platform.signin;

import com.matrixos.base.http.Answer;
import com.matrixos.platform.accounts.Account;

/// Answers that are for one person and are kept nowhere on the way.
final class Private {
    private Private() {}

    /// A value as JSON.
    static Answer json(int status, Object value) {
        return Answer.json(status, value).with("cache-control", "no-store");
    }

    /// The same, with the version of the account it shows.
    static Answer json(int status, Object value, Account account) {
        return json(status, value).with("etag", IfMatch.tag(account.version()));
    }
}
