package com.matrixos.platform.http;

import com.matrixos.platform.access.Principal;

/// How many calls a minute; all of them may come at once.
///
/// @param account of somebody signed in, all their browsers together, and of each of their programs
/// @param operator of the operator; only a runaway script reaches it
/// @param address of those not signed in from one IPv4 address or IPv6 /64
/// @param signingIn below `/api/auth/`, from one address
public record Limits(int account, int operator, int address, int signingIn) {
    /// What a page that shows everything live needs ten times over; what an office behind one address
    /// needs.
    public static final Limits DEFAULT = new Limits(600, 6_000, 300, 60);

    int of(Principal who) {
        return switch (who) {
            case Principal.Operator _ -> operator;
            case Principal.Person _, Principal.Program _ -> account;
            case Principal.Nobody _ -> address;
        };
    }
}
