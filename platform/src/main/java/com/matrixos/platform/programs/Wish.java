package com.matrixos.platform.programs;

import com.matrixos.platform.access.Scope;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.accounts.Role;
import com.matrixos.platform.problems.Problems;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A token that somebody wants.
///
/// @param days until it ends, from 1 to 365; null for never
record Wish(String name, Set<Scope> scopes, @Nullable Integer days) {
    private static final int LONGEST_NAME = 60;
    private static final int MOST_DAYS = 365;
    private static final int DEVICE_DAYS = 90;
    private static final Pattern UNSEEN = Pattern.compile("\\p{Cntrl}|\\p{Cf}");

    Wish {
        scopes = Set.copyOf(scopes);
    }

    /// @throws com.matrixos.base.http.ProblemException 400 naming the field at fault
    static Wish of(Account account, @Nullable String name, @Nullable List<String> scopes, @Nullable Integer days) {
        String plain = name == null ? "" : name.strip();
        if (plain.isEmpty()
                || plain.length() > LONGEST_NAME
                || UNSEEN.matcher(plain).find()) {
            throw Problems.badRequest("name", "name must have 1 to " + LONGEST_NAME + " visible characters")
                    .exception();
        }
        if (days != null && (days < 1 || days > MOST_DAYS)) {
            throw Problems.badRequest(
                            "days", "days must be from 1 to " + MOST_DAYS + ", or null for a token without end")
                    .exception();
        }
        return new Wish(plain, scopes(account, scopes == null ? List.of() : scopes), days);
    }

    /// What a device gets that its owner has let in: everything that the account may, for 90 days.
    static Wish device(Account account, String userAgent) {
        String name = UNSEEN.matcher(userAgent).replaceAll("").strip();
        return new Wish(
                name.isEmpty() ? "Device" : name.substring(0, Math.min(name.length(), LONGEST_NAME)),
                allowed(account),
                DEVICE_DAYS);
    }

    private static Set<Scope> scopes(Account account, List<String> names) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String name : names) {
            scopes.add(Scope.of(name).orElseThrow(() -> badScopes("there is no scope of that name")));
        }
        if (scopes.isEmpty()) {
            throw badScopes("scopes must name at least one scope");
        }
        if (!allowed(account).containsAll(scopes)) {
            throw badScopes("only an admin's token can have the scope admin");
        }
        return scopes;
    }

    private static RuntimeException badScopes(String detail) {
        return Problems.badRequest("scopes", detail).exception();
    }

    private static Set<Scope> allowed(Account account) {
        return account.role() == Role.ADMIN
                ? EnumSet.allOf(Scope.class)
                : EnumSet.complementOf(EnumSet.of(Scope.ADMIN));
    }
}
