package com.matrixos.proxy.owned;

import com.matrixos.proxy.usage.Usage;
import java.time.Instant;

/// Takes down what the answers of a batch have used, to be paid at half price by who made the batch. The same
/// message may be told any number of times, also after a restart, and counts once.
public interface BatchBooking {
    /// Whose results they are.
    ///
    /// @param id the upstream's
    /// @param user who made the batch, and pays
    /// @param createdAt tells whose day's prices apply
    /// @param hold what the batch holds; each result is paid out of it
    record Batch(String id, String user, Instant createdAt, BatchHold hold) {}

    /// A request of a batch was answered. Called on event loops too, so it must not block.
    ///
    /// @param messageId the upstream's, `msg_…`; what is told once is recognised by it
    /// @param model that answered, or empty when it is not told
    /// @param usage what it used
    void succeeded(Batch batch, String messageId, String model, Usage usage);

    /// Returns when everything that was told before is on the disk; only then is a batch marked as booked.
    /// Blocks.
    ///
    /// @throws RuntimeException when it is not and will not be; then the batch is booked once more, later
    void flush();
}
