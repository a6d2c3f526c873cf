package com.matrixos.proxy.owned;

import com.matrixos.proxy.upstream.KeyUse;
import com.matrixos.proxy.usage.Piece;
import com.matrixos.relay.ResponseHead;
import com.matrixos.relay.Tap;
import com.matrixos.relay.Verdict;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Something is being made: streamed to the upstream, and written down before its maker hears that it is
/// there. A maker who leaves in between has made it all the same, so the upstream is heard out.
final class Creation extends Whole {
    private static final Logger LOG = LoggerFactory.getLogger(Creation.class);

    /// The upstream looks through what it was sent before it answers.
    private static final Duration HEARD_OUT = Duration.ofMinutes(2);

    private final Registration registration;
    private final Body body;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private boolean left;
    private boolean told;

    /// What is looked for in the request's body as it passes.
    interface Body {
        /// Anything may be sent.
        Body ANY = new Body() {
            @Override
            public void read(Piece piece) {}

            @Override
            public Optional<Verdict.Respond> refusal() {
                return Optional.empty();
            }
        };

        /// Takes the next bytes.
        void read(Piece piece);

        /// Why the body, now complete, must not be taken. Asked once.
        Optional<Verdict.Respond> refusal();
    }

    /// @param ours headers that tell the caller about the caller's limits
    /// @param registration what is done when it is made
    /// @param links where the answer's links shall lead, or null where it has none
    Creation(KeyUse key, Map<String, String> ours, Registration registration, Body body, @Nullable ResultsUrl links) {
        super(key, ours, ONE_OBJECT, links == null ? registration : answer -> links.apply(registration.apply(answer)));
        this.registration = registration;
        this.body = body;
    }

    @Override
    public void request(ByteBuffer piece) {
        body.read(Piece.of(piece));
    }

    @Override
    public void gate(Consumer<Permit> decide) {
        decide.accept(body.refusal().<Permit>map(Permit.Refused::new).orElseGet(Permit.Granted::new));
    }

    /// For a client that has left nothing can be collected any more, so the bytes are caught as they come.
    @Override
    public Handling answered(ResponseHead head) {
        Handling handling = super.answered(head);
        told = !kept();
        if (told) {
            registration.deposit().back();
        }
        return left && kept() ? Handling.Stream.UNCHANGED : handling;
    }

    @Override
    public Tap.@Nullable Cut response(ByteBuffer piece) {
        if (left && heard.size() + piece.remaining() <= ONE_OBJECT) {
            var bytes = new byte[piece.remaining()];
            piece.duplicate().get(bytes);
            heard.writeBytes(bytes);
        }
        return null;
    }

    @Override
    public void collected(byte[] answer, Consumer<Verdict.Respond> decide) {
        told = true;
        super.collected(answer, decide);
    }

    @Override
    public Duration abandoned() {
        left = true;
        return told ? Duration.ZERO : HEARD_OUT;
    }

    @Override
    public void ended(End end, boolean sent) {
        if (kept()) {
            if (!told) {
                collected(heard.toByteArray(), _ -> {});
            }
            return;
        }
        registration.deposit().back();
        if (sent && !told) {
            LOG.error(
                    "something was sent and the upstream did not say whether it was made kind={} user={} end={}",
                    registration.kind().word(),
                    registration.user(),
                    end);
        }
    }
}
