package com.matrixos.proxy.owned;

import com.matrixos.proxy.upstream.KeyUse;
import com.matrixos.proxy.upstream.PassingTap;
import com.matrixos.proxy.usage.BatchResults;
import com.matrixos.proxy.usage.Piece;
import com.matrixos.relay.ResponseHead;
import com.matrixos.relay.Tap;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads the results of a batch as they pass, and tells of what they cost and of the files that the model has
/// made.
final class ResultsTap extends PassingTap {
    /// Of a batch of 100,000 requests each could make some, but what is kept must have an end.
    private static final int MOST_FILES = 10_000;

    private final BatchResults results = new BatchResults();
    private final Set<String> fileIds = new LinkedHashSet<>();
    private final FileReferences references = new FileReferences(this::made);
    private final BatchResults.Listener listener;
    private final Consumer<Set<String>> files;
    private boolean succeeded;

    /// @param ours headers that tell the caller about the caller's limits
    /// @param listener must not block
    /// @param files told in the end which files were made; must not block
    ResultsTap(KeyUse key, Map<String, String> ours, BatchResults.Listener listener, Consumer<Set<String>> files) {
        super(key, ours);
        this.listener = listener;
        this.files = files;
    }

    @Override
    public Handling answered(ResponseHead head) {
        succeeded = head.status() == 200;
        return super.answered(head);
    }

    @Override
    public Tap.@Nullable Cut response(ByteBuffer piece) {
        if (succeeded) {
            Piece bytes = Piece.of(piece);
            results.read(bytes, listener);
            references.feed(bytes);
        }
        return null;
    }

    @Override
    public void ended(End end, boolean sent) {
        files.accept(fileIds);
    }

    private void made(String fileId) {
        if (fileIds.size() < MOST_FILES) {
            fileIds.add(fileId);
        }
    }
}
