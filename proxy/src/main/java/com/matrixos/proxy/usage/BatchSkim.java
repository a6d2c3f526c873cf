package com.matrixos.proxy.usage;

import java.util.HashMap;
import java.util.Map;

/// Adds up what the requests of a batch ask for, read off the body as it passes:
///
/// ```
/// {"requests": [{"custom_id": …, "params": {"model": …, "max_tokens": …, …}}, …]}
/// ```
///
/// A `max_tokens` that is absent counts as 0, one that cannot be read as the most there is, a model that is absent
/// or absurdly long as not known. Of a list that comes twice both count. What is not JSON asks for nothing; see
/// [#whole].
///
/// A request may cache for an hour when one of its strings is `1h`, which has no other meaning that is
/// common. How often it may search the web is told by [ToolSearches]; in a batch nobody goes on with a turn that
/// the upstream ends after some ten searches.
///
/// Memory is bounded whatever passes. Never blocks. For one thread at a time.
public final class BatchSkim {
    /// So many models are told apart. All others are told under the empty name.
    public static final int MOST_MODELS = 64;

    private static final String UNKNOWN = "";
    private static final int LONGEST_TEXT = 256;

    private final ToolSearches searches = new ToolSearches();
    private final JsonSkim params =
            JsonSkim.wanting("model", "max_tokens").into("tools", searches::start, searches::feed);
    private final JsonSkim request = JsonSkim.wanting().into("params", params);
    private final WordSkim hour = new WordSkim("1h");
    private final ListSkim requests = new ListSkim(new Request());
    private final JsonSkim body = JsonSkim.wanting().into("requests", requests::start, requests::feed);
    private final Map<String, Sum> sums = new HashMap<>();

    /// The requests of one model, all together.
    ///
    /// @param count how many
    /// @param promptBytes how long they are in the body, in bytes
    /// @param longestBytes how long the longest of them is
    /// @param hourBytes how long those are that may cache for an hour
    /// @param maxTokens how much output they ask for at the most, in tokens
    /// @param searches how often they may search the web
    public record Sum(long count, long promptBytes, long longestBytes, long hourBytes, long maxTokens, long searches) {
        private Sum plus(Sum more) {
            return new Sum(
                    count + more.count,
                    promptBytes + more.promptBytes,
                    Math.max(longestBytes, more.longestBytes),
                    hourBytes + more.hourBytes,
                    maxTokens + more.maxTokens,
                    searches + more.searches);
        }
    }

    /// Takes the next bytes.
    public void feed(Piece piece) {
        body.feed(piece);
    }

    /// Whether a JSON object has come to its end. While it has not, [#byModel] may not be all.
    public boolean whole() {
        return body.whole();
    }

    /// What the requests so far ask for, by model; the empty name is of models that are not known.
    public Map<String, Sum> byModel() {
        return Map.copyOf(sums);
    }

    private final class Request implements ListSkim.Element {
        @Override
        public void begins() {
            request.reset();
            hour.reset();
        }

        @Override
        public void feed(Piece piece) {
            request.feed(piece);
            hour.feed(piece);
        }

        @Override
        public void ended() {
            add();
        }
    }

    private void add() {
        String model = params.value("model")
                .flatMap(value -> Wire.text(value, LONGEST_TEXT))
                .orElse(UNKNOWN);
        boolean known = sums.containsKey(model) || named() < MOST_MODELS;
        sums.merge(known ? model : UNKNOWN, asked(), Sum::plus);
    }

    private int named() {
        return sums.containsKey(UNKNOWN) ? sums.size() - 1 : sums.size();
    }

    private Sum asked() {
        long bytes = request.bytes();
        return new Sum(1, bytes, bytes, hour.seen() ? bytes : 0, maxTokens(), searches.count());
    }

    private long maxTokens() {
        if (params.unreadable("max_tokens")) {
            return RequestSkim.MOST_OUTPUT;
        }
        return params.value("max_tokens")
                .filter(value -> !value.isNull())
                .map(value -> Wire.count(value, RequestSkim.MOST_OUTPUT).orElse(RequestSkim.MOST_OUTPUT))
                .orElse(0L);
    }
}
