package com.matrixos.proxy.owned;

import com.matrixos.proxy.usage.Usage;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A ledger for batches: knows a message by its id, and can be unable to write.
final class Bookings implements BatchBooking {
    /// What is paid for one message.
    record Paid(String batch, String user, Instant batchCreatedAt, String message, String model, Usage usage) {}

    private final List<Paid> told = new CopyOnWriteArrayList<>();
    private volatile boolean broken;

    /// From now on nothing gets to the disk, or all does again.
    void broken(boolean broken) {
        this.broken = broken;
    }

    /// How often anything was told, also again.
    int told() {
        return told.size();
    }

    /// Each message once.
    List<Paid> paid() {
        return told.stream().distinct().toList();
    }

    /// The messages that were paid, in order.
    List<String> messages() {
        return paid().stream().map(Paid::message).toList();
    }

    @Override
    public void succeeded(Batch batch, String messageId, String model, Usage usage) {
        told.add(new Paid(batch.id(), batch.user(), batch.createdAt(), messageId, model, usage));
    }

    @Override
    public void flush() {
        if (broken) {
            throw new IllegalStateException("the ledger cannot write");
        }
    }
}
