package com.matrixos.proxy.usage;

/// What an event of a streamed message means for its price and for the way it ends.
public sealed interface Event {
    /// The message begins. What it reports of its prompt is in the reader's usage already.
    ///
    /// @param messageId the upstream's id of the message, or empty when not told
    /// @param model the model that answers, empty when not told, or [Usage#NO_MODEL]
    record Started(String messageId, String model) implements Event {}

    /// A content block begins.
    ///
    /// @param index the block's number in the message, or -1 when not told
    /// @param search whether the model searches the web with it, which costs money of its own
    record BlockStarted(int index, boolean search) implements Event {
        BlockStarted(int index) {
            this(index, false);
        }
    }

    /// More of a content block.
    ///
    /// @param bytes of text, JSON and thinking in it that can be seen, in UTF-8; a signature counts for none
    /// @param estimatedTokens of thinking that cannot be seen, as the upstream estimates it; else 0
    record Delta(int bytes, long estimatedTokens) implements Event {
        /// Whether nothing is told of what was generated meanwhile, as with the signature of hidden thinking.
        public boolean tellsNothing() {
            return bytes == 0 && estimatedTokens == 0;
        }
    }

    /// A content block ends.
    ///
    /// @param index the block's number in the message, or -1 when not told
    record BlockStopped(int index) implements Event {}

    /// The message's end is near. What it reports is in the reader's usage already.
    ///
    /// @param stopReason why the message ends, or empty when not told
    record MessageDelta(String stopReason) implements Event {}

    /// The message has ended as it should.
    record Stopped() implements Event {}

    /// The upstream breaks the message off.
    ///
    /// @param type one of Anthropic's error types, or empty when not told
    /// @param message the text that goes with it, or empty when not told
    record Failed(String type, String message) implements Event {}

    /// Anything else: a ping, a type that we do not know, data that is not JSON.
    record Other() implements Event {}
}
