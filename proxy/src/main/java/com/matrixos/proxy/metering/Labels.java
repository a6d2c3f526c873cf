package com.matrixos.proxy.metering;

import com.matrixos.relay.RequestHead;
import java.util.regex.Pattern;

/// What a client says about where in its work a call belongs. Only for reports; nobody's money depends on
/// it. Each is empty when not told.
///
/// @param session `x-claude-code-session-id`
/// @param agent `x-claude-code-agent-id`, set by subagents
/// @param parentAgent `x-claude-code-parent-agent-id`
record Labels(String session, String agent, String parentAgent) {
    private static final String UNKNOWN = "unknown";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@/\\[\\]-]{0,127}");

    static Labels of(RequestHead head) {
        return new Labels(
                label(head, "x-claude-code-session-id"),
                label(head, "x-claude-code-agent-id"),
                label(head, "x-claude-code-parent-agent-id"));
    }

    /// The same with this session where the headers named none.
    Labels orSession(String other) {
        return session.isEmpty() ? new Labels(clean(other), agent, parentAgent) : this;
    }

    private static String label(RequestHead head, String name) {
        return head.header(name).map(Labels::clean).orElse("");
    }

    /// The label of the model that an answer tells, empty when it tells none. One that must not stand in a table is
    /// [#UNKNOWN], which no price list has: it must not get the price of the model that was asked for.
    static String model(String told) {
        return told.isEmpty() || !clean(told).isEmpty() ? told : UNKNOWN;
    }

    /// Labels end up in tables and spreadsheets of people, so what is not a plain short word is dropped.
    static String clean(String text) {
        return PLAIN.matcher(text).matches() ? text : "";
    }
}
