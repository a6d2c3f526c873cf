package com.matrixos.proxy.usage;

import java.util.List;

/// Everything about a call that has to do with its price, as the upstream has told it. Immutable.
///
/// @param tokens the top level's counts
/// @param webSearches `server_tool_use.web_search_requests`
/// @param serviceTier `standard`, `priority`, `batch`, or empty when not told
/// @param speed `fast`, `standard`, or empty when not told; the response's, never the request's
/// @param inferenceGeo where it was computed, `us` for example, or empty when not told
/// @param iterations the parts of a call that was made of several (compaction, advisor, fallback), in order
public record Usage(
        Tokens tokens,
        long webSearches,
        String serviceTier,
        String speed,
        String inferenceGeo,
        List<Iteration> iterations) {
    /// Nothing used, nothing told.
    public static final Usage NONE = new Usage(Tokens.NONE, 0, "", "", "", List.of());

    /// In the place of a model that was told and is no text, or one longer than any name. No model is called so.
    public static final String NO_MODEL = "?";

    public Usage {
        iterations = List.copyOf(iterations);
    }

    /// The same with other counts at the top level.
    public Usage tokens(Tokens tokens) {
        return new Usage(tokens, webSearches, serviceTier, speed, inferenceGeo, iterations);
    }

    /// The same with at least so much output and so many searches.
    public Usage atLeast(long output, long searches) {
        return new Usage(
                tokens.output(Math.max(tokens.output(), output)),
                Math.max(webSearches, searches),
                serviceTier,
                speed,
                inferenceGeo,
                iterations);
    }

    /// One part of a call.
    ///
    /// @param type `message`, `compaction`, `advisor_message`, `fallback_message`, or one we do not know yet
    /// @param model the model of this part, empty when it is the call's, or [#NO_MODEL]
    /// @param tokens its counts
    public record Iteration(String type, String model, Tokens tokens) {}
}
