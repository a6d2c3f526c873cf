package com.matrixos.proxy.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class InboxTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Inbox inbox = new Inbox(nanos::get);

    @Test
    void openingsGoAheadAndEntriesKeepTheirOrder() throws InterruptedException {
        inbox.add(new Entry.Dropped("1"));
        inbox.add(new Entry.Dropped("2"));
        inbox.add(new Entry.Dropped("3"));
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(10));
        inbox.add(opening());

        var first = inbox.take(2);
        assertThat(first.openings()).hasSize(1);
        assertThat(first.entries()).containsExactly(new Entry.Dropped("1"), new Entry.Dropped("2"));
        assertThat(inbox.depth()).isEqualTo(4);

        inbox.done();
        assertThat(inbox.depth()).isEqualTo(1);
        assertThat(inbox.take(2).entries()).containsExactly(new Entry.Dropped("3"));
    }

    @Test
    void gathersEntriesWhileOpeningsGoAheadAlone() throws InterruptedException {
        inbox.add(new Entry.Dropped("1"));
        inbox.add(opening());
        var first = inbox.take(10);
        assertThat(first.openings()).hasSize(1);
        assertThat(first.entries()).isEmpty();

        inbox.add(opening());
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(10));
        var second = inbox.take(10);
        assertThat(second.openings()).hasSize(1);
        assertThat(second.entries()).containsExactly(new Entry.Dropped("1"));
    }

    @Test
    void openingsThatHaveBegunAreTakenAtOnceAndThenInTurns() throws InterruptedException {
        inbox.add(noted("1"));
        assertThat(inbox.take(10).openings()).hasSize(1);

        nanos.addAndGet(TimeUnit.MICROSECONDS.toNanos(100));
        inbox.add(noted("2"));
        var second = CompletableFuture.supplyAsync(this::take);
        inbox.add(noted("3"));
        assertThat(second).isNotDone();
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(2));
        assertThat(second.join().openings()).hasSize(2);
    }

    @Test
    void anOpeningThatIsWaitedForTakesTheOthersWithIt() throws InterruptedException {
        inbox.add(noted("1"));
        inbox.take(10);
        inbox.add(noted("2"));
        inbox.add(opening());
        assertThat(inbox.take(10).openings()).hasSize(2);
    }

    @Test
    void whoWaitsEndsTheGathering() throws InterruptedException {
        inbox.add(new Entry.Dropped("1"));
        inbox.add(new Entry.Flush(new CompletableFuture<>()));
        assertThat(inbox.take(10).entries()).hasSize(2);
    }

    @Test
    void manyAreNotGatheredAnyLonger() throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            inbox.add(new Entry.Dropped("1"));
        }
        assertThat(inbox.take(10).entries()).hasSize(10);
    }

    @Test
    void isBoundedAndProgressIsTheFirstToBeLeftOut() {
        var progress = new Entry.Progress("1", 1, 1);
        for (int i = 0; i < Inbox.LIMIT / 2; i++) {
            assertThat(inbox.add(progress)).isTrue();
        }
        assertThat(inbox.add(progress)).isFalse();
        for (int i = Inbox.LIMIT / 2; i < Inbox.LIMIT; i++) {
            assertThat(inbox.add(new Entry.Dropped("1"))).isTrue();
        }
        assertThat(inbox.add(new Entry.Dropped("1"))).isFalse();
        assertThat(inbox.add(opening())).isTrue();
    }

    @Test
    void givesOutWhatItHasAfterItWasClosed() throws InterruptedException {
        inbox.add(new Entry.Dropped("1"));
        inbox.close();

        assertThat(inbox.add(new Entry.Dropped("2"))).isFalse();
        assertThat(inbox.add(opening())).isFalse();
        assertThat(inbox.take(10).entries()).isEqualTo(List.of(new Entry.Dropped("1")));
        assertThat(inbox.take(10).isEmpty()).isTrue();
        assertThat(inbox.openings(Long.MAX_VALUE)).isEmpty();
    }

    private Inbox.Batch take() {
        try {
            return inbox.take(10);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Entry.Opening noted(String id) {
        return new Entry.Noted(OpenLedger.call(id, "alice", 1), 0);
    }

    private static Entry.Opening opening() {
        return new Entry.Awaited(OpenLedger.call("1", "alice", 1), _ -> {});
    }
}
