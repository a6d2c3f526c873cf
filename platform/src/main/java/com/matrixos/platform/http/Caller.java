package com.matrixos.platform.http;

import com.matrixos.platform.access.Principal;
import com.matrixos.platform.audit.ClientAddress;

/// As whom a caller is counted and remembered: `account:usr_…`, `token:tok_…`, `operator`, `address:…`.
/// Pure.
final class Caller {
    private Caller() {}

    static String of(Principal who, String address) {
        return switch (who) {
            case Principal.Operator _ -> "operator";
            case Principal.Person person -> "account:" + person.account().id();
            case Principal.Program program -> "token:" + program.tokenId();
            case Principal.Nobody _ -> address(address);
        };
    }

    static String address(String address) {
        return "address:" + ClientAddress.network(address);
    }
}
