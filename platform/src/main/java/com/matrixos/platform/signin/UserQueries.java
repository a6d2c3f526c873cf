package com.matrixos.platform.signin;

import com.matrixos.base.http.Call;
import com.matrixos.platform.accounts.UserOrder;
import com.matrixos.platform.accounts.Users;
import com.matrixos.platform.problems.Problems;
import java.util.Set;

/// Which users a call asks for. Pure.
final class UserQueries {
    private static final int USUAL = 50;
    private static final int MOST = 200;
    private static final Set<String> ROLES = Set.of("", "user", "admin");
    private static final Set<String> STATES = Set.of("", "active", "suspended", "leaving");

    private UserQueries() {}

    /// @throws com.matrixos.base.http.ProblemException 400 naming the parameter that cannot be understood
    static Users.Query of(Call call) {
        return new Users.Query(
                call.query("q").orElse(""),
                oneOf("role", ROLES, call),
                oneOf("state", STATES, call),
                UserOrder.of(call.query("sort").orElse("handle"))
                        .orElseThrow(() -> Problems.badRequest(
                                        "sort",
                                        "sort must be handle, createdAt, lastSeen or spend, or one with - before")
                                .exception()),
                limit(call.query("limit").orElse(Integer.toString(USUAL))),
                call.query("cursor"));
    }

    private static String oneOf(String name, Set<String> allowed, Call call) {
        String value = call.query(name).orElse("");
        if (!allowed.contains(value)) {
            throw Problems.badRequest(name, name + " is not one that there is").exception();
        }
        return value;
    }

    private static int limit(String text) {
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
            throw Problems.badRequest("limit", "limit must be 1 to " + MOST).exception();
        }
        return Integer.parseInt(text);
    }
}
