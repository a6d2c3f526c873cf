package com.matrixos.platform.audit;

import java.util.Map;

/// One line of the log, as it is handed in. No secret is ever part of it.
///
/// @param action what was done: `noun.verb` in the past, such as `account.created`, `session.ended`,
/// `computer.started`, `access.denied`
/// @param target to what: `account:usr_…`, `computer:alice`, `session:ses_…`, `settings:quota`
/// @param before the fields that changed, as they were; empty for none
/// @param after the fields that changed, as they are
public record Entry(
        Actor actor, String action, String target, Map<String, ?> before, Map<String, ?> after, Outcome outcome) {
    /// How it ended.
    public enum Outcome {
        /// It was done.
        OK,
        /// It was refused.
        DENIED,
        /// It was tried and did not work.
        FAILED
    }

    public Entry {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }

    /// Something that was done and of which only the fact counts.
    public static Entry done(Actor actor, String action, String target) {
        return new Entry(actor, action, target, Map.of(), Map.of(), Outcome.OK);
    }

    /// Something that was refused.
    public static Entry denied(Actor actor, String action, String target) {
        return new Entry(actor, action, target, Map.of(), Map.of(), Outcome.DENIED);
    }
}
