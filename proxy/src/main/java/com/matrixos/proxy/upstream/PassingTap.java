package com.matrixos.proxy.upstream;

import com.matrixos.relay.ResponseHead;
import com.matrixos.relay.Tap;
import com.matrixos.relay.Verdict;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Lets a call pass that costs nothing. May be extended by what wants to look at the answer.
public class PassingTap implements Tap {
    private final KeyUse key;
    private final Map<String, String> ours;

    /// @param ours headers that tell the caller about the caller's limits
    public PassingTap(KeyUse key, Map<String, String> ours) {
        this.key = key;
        this.ours = Map.copyOf(ours);
    }

    @Override
    public void request(ByteBuffer piece) {}

    @Override
    public void gate(Consumer<Permit> decide) {
        decide.accept(new Permit.Granted());
    }

    @Override
    public Handling answered(ResponseHead head) {
        return key.answered(head, ours);
    }

    @Override
    public @Nullable Cut response(ByteBuffer piece) {
        return null;
    }

    /// Only an answer that may refuse our key is collected.
    @Override
    public void collected(byte[] body, Consumer<Verdict.Respond> decide) {
        decide.accept(key.collected(body));
    }

    @Override
    public Duration abandoned() {
        return Duration.ZERO;
    }

    @Override
    public void ended(End end, boolean sent) {}
}
