package com.matrixos.proxy.metering;

import com.matrixos.proxy.identity.Caller;
import java.time.Instant;

/// What is known of a call from its head.
///
/// @param id ours, unique for all time
/// @param caller who pays
/// @param at when it came; its UTC day is the one it counts for, and its prices are that day's
/// @param labels where in the client's work it belongs
record CallFacts(String id, Caller caller, Instant at, Labels labels) {
    String user() {
        return caller.user();
    }

    /// The same, with the session named in its body if its head named none.
    CallFacts orSession(String session) {
        return new CallFacts(id, caller, at, labels.orSession(session));
    }

    /// The same, made at another time.
    CallFacts at(Instant time) {
        return new CallFacts(id, caller, time, labels);
    }

    Predictor.Conversation conversation(String model) {
        return new Predictor.Conversation(user(), labels.session(), labels.agent(), model);
    }
}
