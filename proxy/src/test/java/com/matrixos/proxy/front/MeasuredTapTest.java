package com.matrixos.proxy.front;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.proxy.keys.KeyRing;
import com.matrixos.proxy.upstream.KeyUse;
import com.matrixos.proxy.upstream.PassingTap;
import com.matrixos.relay.Tap;
import com.matrixos.relay.Verdict;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasuredTapTest {
    private static final Verdict.Respond TOO_LONG = new Verdict.Respond(413, Map.of(), new byte[0]);

    private final Counting inner = new Counting();
    private final MeasuredTap tap = new MeasuredTap(inner, 10, TOO_LONG);
    private final List<Tap.Permit> permits = new ArrayList<>();

    /// Counts what gets to it.
    private static final class Counting extends PassingTap {
        private int seen;

        Counting() {
            super(new KeyUse(null, new KeyRing(InstantSource.system()), _ -> {}), Map.of());
        }

        @Override
        public void request(ByteBuffer piece) {
            seen += piece.remaining();
        }
    }

    @Test
    void aBodyOfTheLimitPasses() {
        tap.request(ByteBuffer.allocate(4));
        tap.request(ByteBuffer.allocate(6));
        assertThat(tap.refusal()).isNull();
        tap.gate(permits::add);
        assertThat(permits).containsExactly(new Tap.Permit.Granted());
        assertThat(inner.seen).isEqualTo(10);
    }

    @Test
    void aByteMoreIsRefusedAtOnceAndAtTheGate() {
        tap.request(ByteBuffer.allocate(10));
        tap.request(ByteBuffer.allocate(1));
        assertThat(tap.refusal()).isSameAs(TOO_LONG);
        tap.gate(permits::add);
        assertThat(permits).containsExactly(new Tap.Permit.Refused(TOO_LONG));
        assertThat(inner.seen).isEqualTo(10);
    }
}
