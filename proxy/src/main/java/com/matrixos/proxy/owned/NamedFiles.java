package com.matrixos.proxy.owned;

import com.matrixos.proxy.usage.Piece;
import com.matrixos.relay.Verdict;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The files that the requests of a batch name, each asked about as it passes. So there may be any number of
/// them: a batch may ask about thousands of files.
final class NamedFiles implements Creation.Body {
    private final FileReferences references;
    private Verdict.@Nullable Respond refusal;
    private long promptTokens;

    /// @param refusing why a file may not be named, if it may not; must not block
    /// @param tokens how long a file is; must not block
    NamedFiles(Function<String, Optional<Verdict.Respond>> refusing, ToLongFunction<String> tokens) {
        references = new FileReferences(id -> {
            if (refusal == null) {
                refusal = refusing.apply(id).orElse(null);
                promptTokens += tokens.applyAsLong(id);
            }
        });
    }

    /// How long the files are together that were named so far, each as often as it was.
    long promptTokens() {
        return promptTokens;
    }

    @Override
    public void read(Piece piece) {
        references.feed(piece);
    }

    @Override
    public Optional<Verdict.Respond> refusal() {
        return Optional.ofNullable(refusal);
    }
}
