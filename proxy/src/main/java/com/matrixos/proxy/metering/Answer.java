package com.matrixos.proxy.metering;

import com.matrixos.proxy.usage.Piece;
import com.matrixos.proxy.usage.Usage;
import com.matrixos.relay.Tap;
import org.jspecify.annotations.Nullable;

/// What is known of the answer to a call, read off its bytes.
sealed interface Answer permits NoAnswer, StreamedAnswer, WholeAnswer {
    /// Takes the next bytes.
    ///
    /// @return where to end the answer because the money is gone, or null
    Tap.@Nullable Cut read(Piece piece);

    /// Whether the upstream has told about usage, and all of what it told can be read.
    boolean reported();

    /// Whether [#usage] is all of it, in the upstream's own words.
    boolean exact();

    /// Whether the upstream broke the message off with an error of its own.
    boolean failed();

    /// What was used, with an estimate for output of which the upstream has not told yet.
    Usage usage();

    /// The upstream's id of the message, or empty.
    String messageId();

    /// The model that answers, or empty.
    String model();
}
