package com.matrixos.proxy.ledger;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// What waits for the ledger's thread.
sealed interface Entry {
    /// What a log line has to say of it when it cannot be written: enough to book it by hand.
    default String described() {
        return switch (this) {
            case Begun(var trued) -> "begun id=" + trued.id() + " pico=" + trued.costPico();
            case Progress(var id, var _, var pico) -> "progress id=" + id + " pico=" + pico;
            case Over(var end) ->
                "over id=" + end.id() + " user=" + end.user() + " opened=" + end.openedAt() + " pico=" + end.costPico()
                        + " model=" + end.model() + " message=" + end.messageId();
            case Dropped(var id) -> "dropped id=" + id;
            case Flush _ -> "flush";
        };
    }

    /// An answer has begun.
    record Begun(Trued trued) implements Entry {}

    /// An answer goes on: its output and cost so far.
    record Progress(String id, long outputTokens, long costPico) implements Entry {}

    /// A call is over.
    record Over(Settlement settlement) implements Entry {}

    /// A call used nothing.
    record Dropped(String id) implements Entry {}

    /// Somebody waits for all before it to be on the disk.
    record Flush(CompletableFuture<Void> done) implements Entry {}

    /// A call that wants a row. Not an [Entry]: it goes ahead of those.
    sealed interface Opening {
        OpenCall call();
    }

    /// It may begin when its row is committed.
    record Awaited(OpenCall call, Consumer<Boolean> done) implements Opening {}

    /// It has begun, for it stands in the intent log until it has its row.
    record Noted(OpenCall call, int slot) implements Opening {}
}
