package com.matrixos.platform.accounts;

import java.util.LinkedHashMap;
import java.util.Map;

/// What the log says of a change: the fields that differ, and no others. Pure.
final class Differences {
    private Differences() {}

    /// Of the first account, the fields in which the second differs. Of an address the log says only that it
    /// is another one: the log is kept for longer than accounts are.
    static Map<String, String> of(Account shown, Account other) {
        var fields = new LinkedHashMap<String, String>();
        if (shown.role() != other.role()) {
            fields.put("role", shown.role().text());
        }
        if (!shown.standing().text().equals(other.standing().text())) {
            fields.put("state", shown.standing().text());
        }
        if (!shown.email().equals(other.email())) {
            fields.put("email", "(another)");
        }
        return fields;
    }
}
