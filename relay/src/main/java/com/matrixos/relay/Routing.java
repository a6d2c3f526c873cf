package com.matrixos.relay;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a request goes: put to the router, and once more when that could not be reached. Runs on the exchange's
/// event loop only, wherever the router answers.
final class Routing {
    private static final Logger LOG = LoggerFactory.getLogger(Routing.class);

    private final Worker worker;
    private final ParsedRequest request;
    private final Traveller traveller;
    private @Nullable RelayFailure failure;

    Routing(Worker worker, ParsedRequest request, Traveller traveller) {
        this.worker = worker;
        this.request = request;
        this.traveller = traveller;
    }

    /// Who goes where the router says.
    interface Traveller {
        /// Whether it still waits for that.
        boolean waits();

        void forward(Verdict.Forward to);

        void answer(LocalAnswer answer);
    }

    /// Asks where to.
    void start() {
        ask(decide -> worker.shared.router().route(request, decide));
    }

    /// Asks what to do about the first failure, and answers the second.
    void failed(RelayFailure why) {
        if (failure != null) {
            traveller.answer(LocalAnswer.of(why));
            return;
        }
        failure = why;
        ask(decide -> worker.shared.router().failed(request, why, decide));
    }

    /// The router has thrown, or said what cannot be done.
    void broke(RuntimeException e) {
        LOG.error("router failed", e);
        if (traveller.waits()) {
            traveller.answer(LocalAnswer.of(500, "Internal Server Error"));
        }
    }

    private void ask(Consumer<Consumer<Verdict>> question) {
        try {
            question.accept(new Decision<>(worker.loop, this::decided));
        } catch (RuntimeException e) {
            broke(e);
        }
    }

    private void decided(Verdict verdict) {
        if (!traveller.waits()) {
            Tapping.unused(verdict);
            return;
        }
        try {
            switch (verdict) {
                case Verdict.Forward to when failure == null || failure.retryable() -> traveller.forward(to);
                case Verdict.Forward _ -> traveller.answer(LocalAnswer.of(failure));
                case Verdict.Respond answer -> traveller.answer(LocalAnswer.of(answer));
            }
        } catch (RuntimeException e) {
            broke(e);
        }
    }
}
