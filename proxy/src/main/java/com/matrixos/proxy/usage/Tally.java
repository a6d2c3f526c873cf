package com.matrixos.proxy.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.proxy.usage.Usage.Iteration;
import java.util.ArrayList;
import java.util.List;

/// Sums up what the upstream reports, in one or several `usage` objects, about one response.
///
/// Reports are cumulative, so of each field the last value told counts and none is ever added. What is
/// absent or `null` says nothing, a later 0 takes no prompt back, and counts that are negative, broken or
/// beyond a million millions are not counts, and [#sound] tells of them. For one thread at a time.
public final class Tally {
    private static final int LONGEST_TEXT = 64;

    private final TokenTally tokens = new TokenTally();
    private long webSearches;
    private String serviceTier = "";
    private String speed = "";
    private String inferenceGeo = "";
    private List<Iteration> iterations = List.of();
    private boolean reported;
    private boolean broken;

    /// Takes in a `usage` object; anything else says nothing.
    public void report(JsonNode usage) {
        reported |= usage.isObject();
        broken |= !usage.isObject() && !usage.isMissingNode() && !usage.isNull();
        tokens.report(usage);
        webSearches = tokens.told(usage.path("server_tool_use").path("web_search_requests"), webSearches);
        serviceTier = Wire.text(usage.path("service_tier"), LONGEST_TEXT).orElse(serviceTier);
        speed = Wire.text(usage.path("speed"), LONGEST_TEXT).orElse(speed);
        inferenceGeo = Wire.text(usage.path("inference_geo"), LONGEST_TEXT).orElse(inferenceGeo);
        JsonNode parts = usage.path("iterations");
        if (parts.isArray() && !parts.isEmpty()) {
            iterations = iterations(parts);
        }
    }

    /// The sum of all reports so far.
    public Usage usage() {
        return new Usage(tokens.tokens(), webSearches, serviceTier, speed, inferenceGeo, iterations);
    }

    /// Whether there was a report, and all counts in it can be read.
    boolean sound() {
        return reported && !broken && tokens.sound();
    }

    private List<Iteration> iterations(JsonNode list) {
        var iterations = new ArrayList<Iteration>();
        for (JsonNode entry : list) {
            var counts = new TokenTally();
            counts.report(entry);
            iterations.add(new Iteration(
                    Wire.text(entry.path("type"), LONGEST_TEXT).orElse(""),
                    Wire.model(entry.path("model")),
                    counts.tokens()));
            broken |= !counts.sound();
        }
        return iterations;
    }
}
