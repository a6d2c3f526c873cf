package com.matrixos.proxy.anthropic;

import java.util.List;
import java.util.Optional;

/// The part of Anthropic's API that a container may use. Everything else is refused: who holds the
/// organisation's key could read everybody's usage and make more keys, and what does not exist yet may be
/// worse.
public enum Catalog {
    /// Costs money.
    MESSAGE("POST", "/v1/messages"),
    /// Free, and never refused for want of money.
    COUNT_TOKENS("POST", "/v1/messages/count_tokens"),
    /// Begins many calls at half the price.
    BATCH_CREATE("POST", "/v1/messages/batches"),
    /// The batches of the caller.
    BATCH_LIST("GET", "/v1/messages/batches"),
    /// How a batch stands.
    BATCH_GET("GET", "/v1/messages/batches/*"),
    /// Forgets a batch that has ended.
    BATCH_DELETE("DELETE", "/v1/messages/batches/*"),
    /// What the calls of a batch answered, line by line.
    BATCH_RESULTS("GET", "/v1/messages/batches/*/results"),
    /// Ends a batch early.
    BATCH_CANCEL("POST", "/v1/messages/batches/*/cancel"),
    /// The models there are.
    MODEL_LIST("GET", "/v1/models"),
    /// One model.
    MODEL_GET("GET", "/v1/models/*"),
    /// Keeps a file at the upstream.
    FILE_UPLOAD("POST", "/v1/files"),
    /// The files of the caller.
    FILE_LIST("GET", "/v1/files"),
    /// What is known of a file.
    FILE_GET("GET", "/v1/files/*"),
    /// The bytes of a file that the model has made.
    FILE_CONTENT("GET", "/v1/files/*/content"),
    /// Forgets a file.
    FILE_DELETE("DELETE", "/v1/files/*");

    private static final String HOLE = "*";

    private final String method;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of strings
    private final List<String> segments;

    Catalog(String method, String template) {
        this.method = method;
        this.segments = List.of(template.split("/", -1));
    }

    /// A request that the catalogue has.
    ///
    /// @param entry what it asks for
    /// @param id the id in its path, or empty
    public record Found(Catalog entry, String id) {}

    /// What a request asks for.
    public static Optional<Found> find(String method, String path) {
        List<String> asked = List.of(path.split("/", -1));
        for (Catalog entry : values()) {
            if (entry.fits(method, asked)) {
                int hole = entry.segments.indexOf(HOLE);
                return Optional.of(new Found(entry, hole < 0 ? "" : asked.get(hole)));
            }
        }
        return Optional.empty();
    }

    /// Whether some other method would do.
    public static boolean hasPath(String path) {
        List<String> asked = List.of(path.split("/", -1));
        for (Catalog entry : values()) {
            if (entry.fits(entry.method, asked)) {
                return true;
            }
        }
        return false;
    }

    private boolean fits(String method, List<String> asked) {
        boolean get = method.equals("HEAD") && this.method.equals("GET");
        if (!(get || method.equals(this.method)) || asked.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < asked.size(); i++) {
            boolean same = asked.get(i).equals(segments.get(i));
            boolean filled = segments.get(i).equals(HOLE) && !asked.get(i).isEmpty();
            if (!same && !filled) {
                return false;
            }
        }
        return true;
    }
}
