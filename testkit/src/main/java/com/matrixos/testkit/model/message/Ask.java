package com.matrixos.testkit.model.message;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What this model understands of a Messages request; the rest is let through, as Anthropic's API does.
///
/// @param model whom it is for
/// @param maxTokens how long the answer may be; 0 asks for none
/// @param stream whether the answer shall come as events
/// @param thinking how thoughts are to be shown, when thinking is allowed
/// @param tools the names of the tools that may be used
/// @param stopSequences texts before which the answer ends
/// @param speed as asked for
/// @param inferenceGeo as asked for
/// @param prompt what has to be read
/// @param occasion what is to be answered
public record Ask(
        String model,
        long maxTokens,
        boolean stream,
        Optional<Thinking> thinking,
        Set<String> tools,
        List<String> stopSequences,
        Optional<String> speed,
        Optional<String> inferenceGeo,
        Prompt prompt,
        Occasion occasion) {
    /// How thoughts are to be shown.
    public enum Thinking {
        /// As text.
        SUMMARIZED,
        /// Not at all.
        OMITTED
    }

    public Ask {
        tools = Set.copyOf(tools);
        stopSequences = List.copyOf(stopSequences);
    }
}
