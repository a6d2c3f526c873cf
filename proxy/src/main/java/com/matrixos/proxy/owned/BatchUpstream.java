package com.matrixos.proxy.owned;

import com.matrixos.proxy.keys.Key;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What the proxy asks of the upstream on its own account. Every call blocks, for as long as its time limit
/// at most; an [IOException] says that the upstream has not said anything of use. Safe for use from any
/// thread.
public interface BatchUpstream {
    /// How a batch stands.
    sealed interface Standing {
        /// It has not ended.
        record UnderWay() implements Standing {}

        /// It has ended and has results.
        ///
        /// @param succeeded how many of them cost something; 0 when it is not told
        record Ended(long succeeded) implements Standing {}

        /// The upstream does not know it, or has thrown its results away.
        record Gone() implements Standing {}
    }

    /// The upstream at an address, asked with whichever key is next.
    ///
    /// @param url whose path is kept in front of every request's
    static BatchUpstream at(URI url, Supplier<Optional<Key>> keys) {
        return new HttpBatchUpstream(url, keys);
    }

    /// Asks how a batch stands.
    Standing standing(String batchId) throws IOException, InterruptedException;

    /// Reads the results of a batch that has ended.
    ///
    /// @param take is given the bytes as they come, on another thread, one call at a time; may block, and
    /// what it throws ends the reading as an [IOException]. A buffer is valid during the call only
    /// @return false when there are none
    boolean results(String batchId, Consumer<ByteBuffer> take) throws IOException, InterruptedException;

    /// Ends a batch early.
    void cancelBatch(String batchId) throws IOException, InterruptedException;

    /// Deletes a file.
    void deleteFile(String fileId) throws IOException, InterruptedException;
}
