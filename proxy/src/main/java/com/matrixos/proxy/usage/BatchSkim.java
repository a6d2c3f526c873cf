package com.matrixos.proxy.usage;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/// Adds up what the requests of a batch ask for, read off the body as it passes:
///
/// ```
/// {"requests": [{"custom_id": …, "params": {"model": …, "max_tokens": …, …}}, …]}
/// ```
///
/// A `max_tokens` that is absent or no number counts as 0, a model that is absent or absurdly long as not
/// known. Of a list that comes twice both count. What is not JSON asks for nothing; see [#whole].
///
/// Memory is bounded whatever passes. Never blocks. For one thread at a time.
public final class BatchSkim {
    /// So many models are told apart. All others are told under the empty name.
    public static final int MOST_MODELS = 64;

    private static final String UNKNOWN = "";
    private static final int LONGEST_TEXT = 256;

    /// No model writes so much in one answer, and the sum over a body of any real size fits into a `long`.
    private static final long MOST_TOKENS = Integer.MAX_VALUE;

    private final JsonSkim params = JsonSkim.wanting("model", "max_tokens");
    private final JsonSkim request = JsonSkim.wanting().into("params", params);
    private final JsonSkim body = JsonSkim.wanting().into("requests", this::listBegins, this::list);
    private final ValueScan scan = new ValueScan();
    private final Map<String, Sum> sums = new HashMap<>();
    private Place place = Place.BEFORE;

    /// The requests of one model, all together.
    ///
    /// @param count how many
    /// @param promptBytes how long they are in the body, in bytes
    /// @param maxTokens how much output they ask for at the most, in tokens
    public record Sum(long count, long promptBytes, long maxTokens) {
        private Sum plus(Sum more) {
            return new Sum(count + more.count, promptBytes + more.promptBytes, maxTokens + more.maxTokens);
        }
    }

    /// Takes the next bytes. The buffer's position and limit stay as they are.
    public void feed(ByteBuffer piece) {
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

    /// Where in the list of requests the next byte is.
    private enum Place {
        BEFORE,
        BETWEEN,
        REQUEST,
        OVER
    }

    private void listBegins() {
        place = Place.BEFORE;
    }

    private void list(ByteBuffer piece) {
        int at = 0;
        while (at < piece.limit()) {
            at = switch (place) {
                case BEFORE -> begin(piece, at);
                case BETWEEN -> between(piece, at);
                case REQUEST -> request(piece, at);
                case OVER -> piece.limit();
            };
        }
    }

    private int begin(ByteBuffer piece, int at) {
        place = piece.get(at) == '[' ? Place.BETWEEN : Place.OVER;
        return at + 1;
    }

    /// The first byte of a request is left for [#request] to find again.
    private int between(ByteBuffer piece, int at) {
        switch (piece.get(at)) {
            case ' ', '\n', '\r', '\t', ',' -> {}
            case ']', '}' -> place = Place.OVER;
            default -> {
                scan.start();
                request.reset();
                place = Place.REQUEST;
                return at;
            }
        }
        return at + 1;
    }

    private int request(ByteBuffer piece, int from) {
        int end = scan.scan(piece, from);
        request.feed(piece.slice(from, end - from));
        if (scan.ended()) {
            add();
            place = Place.BETWEEN;
        }
        return end;
    }

    private void add() {
        String model = params.value("model")
                .flatMap(value -> Wire.text(value, LONGEST_TEXT))
                .orElse(UNKNOWN);
        boolean known = sums.containsKey(model) || named() < MOST_MODELS;
        sums.merge(known ? model : UNKNOWN, new Sum(1, request.bytes(), maxTokens()), Sum::plus);
    }

    private int named() {
        return sums.containsKey(UNKNOWN) ? sums.size() - 1 : sums.size();
    }

    /// Some write whole numbers with a point, and are understood.
    private long maxTokens() {
        return params.value("max_tokens")
                .filter(value -> value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToLong())
                .map(JsonNode::longValue)
                .map(tokens -> Math.clamp(tokens, 0, MOST_TOKENS))
                .orElse(0L);
    }
}
