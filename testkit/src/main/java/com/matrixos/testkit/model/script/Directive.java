package com.matrixos.testkit.model.script;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/// One line of a script: what the model shall do with the request that holds it. [DirectiveParser] has the
/// grammar.
public sealed interface Directive {

    /// What the answer says; several are said in order.
    sealed interface Speech extends Directive {}

    /// Says this text.
    record Say(String text) implements Speech {}

    /// Says the time at which each delta is sent, in µs since 1970, so many times: a reader sees how long it
    /// was on its way.
    record SayStamps(int count) implements Speech {}

    /// Calls a tool, if the request offers it.
    record UseTool(String name, ObjectNode input) implements Speech {}

    /// Ends a step: what follows is for the answer after the tool's result.
    record Then() implements Directive {}

    /// Thinks so many tokens, if the request allows thinking.
    record Think(int tokens) implements Directive {}

    /// Answers an error and nothing else.
    record Fail(int status, String type, String message) implements Directive {}

    /// Adds a response header, or replaces one.
    record Header(String name, String value) implements Directive {}

    /// Answers in the name of another model.
    record ResponseModel(String name) implements Directive {}

    /// Gives another reason for the end.
    record Stop(String reason) implements Directive {}

    /// Changes the usage that is reported. Objects are merged; a `null` is reported as `null`, and the text
    /// `absent` takes a field out.
    record ReportUsage(Part part, ObjectNode fields) implements Directive {
        /// Where the change is seen.
        public enum Part {
            /// In both; what is only known at the end stays out of the start.
            EVERYWHERE,
            /// In `message_start`.
            START,
            /// In the last `message_delta`, and in an answer that is not streamed.
            END
        }
    }

    /// Waits so long before each delta but the first.
    record Pace(Duration delay) implements Directive {}

    /// Ends the lines of events with CR LF.
    record CrLf() implements Directive {}

    /// Sends events in writes of so many bytes.
    record Split(int bytes) implements Directive {}

    /// What happens to a stream on its way.
    sealed interface Incident extends Directive {
        /// The place before the answer's first byte.
        int BEFORE_ANSWER = -1;

        /// After how many deltas of content it happens: 0 is after `message_start`.
        int after();
    }

    /// The connection is reset.
    record Cut(int after) implements Incident {}

    /// The stream ends with an `error` event.
    record FailEvent(int after, String type, String message) implements Incident {}

    /// Nothing comes for so long, but for a ping in each interval, if there is one.
    record Stall(int after, Duration length, Optional<Duration> ping) implements Incident {}

    /// A `message_delta` reports the usage so far, with these changes.
    record Interim(int after, ObjectNode fields) implements Incident {}

    /// An event of any name and fields.
    record Extra(int after, String event, ObjectNode fields) implements Incident {}
}
