package com.matrixos.proxy.metering;

import com.matrixos.proxy.traffic.Pass;
import com.matrixos.proxy.upstream.KeyUse;
import com.matrixos.proxy.upstream.PassingTap;
import com.matrixos.proxy.usage.Piece;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Consumer;

/// A call that costs nothing and leaves no trace, but takes a place, and must not name others' files either.
final class FreeCall extends PassingTap {
    private final Pass pass;
    private final NamedFiles files;

    FreeCall(KeyUse key, Map<String, String> ours, Pass pass, NamedFiles files) {
        super(key, ours);
        this.pass = pass;
        this.files = files;
    }

    @Override
    public void request(ByteBuffer piece) {
        files.request(Piece.of(piece));
    }

    @Override
    public void gate(Consumer<Permit> decide) {
        files.refusal()
                .ifPresentOrElse(
                        answer -> decide.accept(new Permit.Refused(answer)), () -> decide.accept(new Permit.Granted()));
    }

    @Override
    public void ended(End end, boolean sent) {
        pass.close();
    }
}
