package com.matrixos.proxy.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class InboxTest {
    private final Inbox inbox = new Inbox();

    @Test
    void openingsGoAheadAndEntriesKeepTheirOrder() throws InterruptedException {
        inbox.add(new Entry.Dropped("1"));
        inbox.add(new Entry.Dropped("2"));
        inbox.add(new Entry.Dropped("3"));
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

    private static Entry.Opening opening() {
        return new Entry.Opening(OpenLedger.call("1", "alice", 1), _ -> {});
    }
}
