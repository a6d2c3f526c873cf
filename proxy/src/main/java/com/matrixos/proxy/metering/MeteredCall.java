package com.matrixos.proxy.metering;

import com.matrixos.proxy.budget.Admission;
import com.matrixos.proxy.ledger.Basis;
import com.matrixos.proxy.ledger.Kind;
import com.matrixos.proxy.ledger.OpenCall;
import com.matrixos.proxy.prices.Pico;
import com.matrixos.proxy.prices.PriceBook;
import com.matrixos.proxy.prices.Rates;
import com.matrixos.proxy.traffic.Pass;
import com.matrixos.proxy.upstream.KeyUse;
import com.matrixos.proxy.usage.Piece;
import com.matrixos.proxy.usage.PromptGauge;
import com.matrixos.proxy.usage.PromptSkim;
import com.matrixos.proxy.usage.RequestSkim;
import com.matrixos.proxy.usage.Tokens;
import com.matrixos.proxy.usage.Usage;
import com.matrixos.relay.ResponseHead;
import com.matrixos.relay.Tap;
import com.matrixos.relay.Verdict;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One call to `/v1/messages`, from its first byte to its row in the ledger.
///
/// | step | what is held | what the ledger has |
/// |---|---|---|
/// | the request's body is complete | its predicted input, one lease of output, and the searches of the web | `open`,
/// before the body's last byte
/// leaves |
/// | `message_start` | the true input and a lease | `trued` |
/// | each 1,000 tokens | one lease more, or the answer is ended in order | the output so far |
/// | the end | nothing; the cost is booked | `settled`, exact or as an estimate |
///
/// Runs on its exchange's event loop; only the ledger's word that the row is there comes on another thread.
final class MeteredCall implements Tap, StreamedAnswer.Payer {
    /// How long an upstream is heard out for a client that has left: the exact usage comes with its end.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final String DEMO = "demo";
    private static final long PUBLISH_NANOS = 250_000_000;

    private final Metering metering;
    private final Pass pass;
    private final KeyUse key;
    private final NamedFiles files;
    private final PriceBook prices;
    private final RequestSkim asked = new RequestSkim();
    private CallFacts facts;
    private final PromptSkim prompt = new PromptSkim();
    private Prediction prediction = Prediction.NOTHING;
    private long guess;
    private long most = Lease.LARGEST_OUTPUT;
    private @Nullable Lease lease;
    private Answering answering = Answering.WHOLE;
    private Answer answer = NoAnswer.INSTANCE;
    private Usage told = Usage.NONE;
    private long toldPico;
    private Rates rates = Rates.FREE;
    private long gateNanos;
    private long publishedTokens;
    private long publishedNanos;
    private String requestId = "";
    private String askedModel = "";
    private String modelTold = "";
    private String model = "";
    private int status;

    /// Whether the request may be completed. Set by the ledger's thread, before the request's end can leave.
    private volatile boolean granted;

    /// Whether the upstream has answered a request of which it had no end: nothing of that is passed on, since there
    /// may be neither money nor a row for it.
    private boolean early;

    private boolean streaming;

    MeteredCall(Metering metering, CallFacts facts, Pass pass, KeyUse key, NamedFiles files) {
        this.metering = metering;
        this.facts = facts;
        this.pass = pass;
        this.key = key;
        this.files = files;
        this.prices = metering.prices();
    }

    // ---- The request

    @Override
    public void request(ByteBuffer piece) {
        Piece bytes = Piece.of(piece);
        asked.feed(bytes);
        prompt.feed(bytes);
        files.request(bytes);
    }

    @Override
    public void gate(Consumer<Permit> decide) {
        gateNanos = metering.nanos();
        Optional<Verdict.Respond> fault = fault();
        if (fault.isPresent()) {
            decide.accept(new Permit.Refused(fault.get()));
            return;
        }
        facts = facts.at(metering.now()).orSession(asked.sessionId().orElse(""));
        guess = Math.min(PromptGauge.LARGEST_CONTEXT, prompt.tokens() + files.promptTokens());
        prediction = metering.predictor()
                .predict(facts.conversation(model()), prompt.print(), guess, prompt.mayCacheForAnHour(), facts.at());
        most = asked.maxTokens().orElse(Lease.LARGEST_OUTPUT);
        rates = expectedRates();
        long needed = Pico.plus(Lease.needed(prediction, rates, outputToHold()), prices.searches(prompt.searches()));
        switch (metering.budgets().admit(facts.user(), needed)) {
            case Admission.Admitted(var hold) -> open(new Lease(hold), needed, decide);
            case Admission.Refused refused ->
                decide.accept(new Permit.Refused(metering.noRoom(facts.user(), refused, needed)));
            case Admission.Disabled _ -> decide.accept(new Permit.Refused(metering.disabled(facts.user())));
        }
    }

    /// Why the request must not be completed, whatever money there is.
    private Optional<Verdict.Respond> fault() {
        if (early) {
            return Optional.of(Refusals.early());
        }
        if (asked.bytes() > Metering.MAX_BODY_BYTES) {
            return Optional.of(Refusals.tooLarge());
        }
        return asked.fault().map(Refusals::unreadable).or(files::refusal);
    }

    /// An answer that is not streamed cannot be cut, so all that it may have is held.
    private long outputToHold() {
        return asked.stream() ? Math.min(most, Lease.OUTPUT_TOKENS) : most;
    }

    private Rates expectedRates() {
        return prices.rates(model(), facts.at(), expected(), false);
    }

    private Usage expected() {
        boolean fast = asked.speed().filter("fast"::equals).isPresent();
        return new Usage(prediction.tokens(), 0, "", fast ? "fast" : "", "us", List.of());
    }

    private void open(Lease lease, long needed, Consumer<Permit> decide) {
        this.lease = lease;
        var labels = facts.labels();
        metering.ledger()
                .open(
                        new OpenCall(
                                facts.id(),
                                facts.user(),
                                facts.at(),
                                Kind.MESSAGE,
                                model(),
                                labels.session(),
                                labels.agent(),
                                labels.parentAgent(),
                                needed),
                        written -> {
                            metering.meters().overhead(Duration.ofNanos(metering.nanos() - gateNanos));
                            granted = written;
                            if (!written) {
                                lease.release();
                            }
                            decide.accept(written ? new Permit.Granted() : new Permit.Refused(Refusals.noLedger()));
                        });
    }

    // ---- The answer

    @Override
    public Handling answered(ResponseHead head) {
        if (gateNanos != 0) {
            metering.meters().firstByte(Duration.ofNanos(metering.nanos() - gateNanos));
        }
        status = head.status();
        requestId = head.header("request-id").orElse("");
        if (status / 100 == 2 && !granted) {
            early = true;
            return new Handling.Collect(0);
        }
        if (status / 100 == 2) {
            answering = Answering.of(head, asked.stream());
            begin();
        }
        return key.answered(head, metering.budgetHeaders(facts.user()));
    }

    private void begin() {
        streaming = answering == Answering.EVENTS;
        answer = switch (answering) {
            case EITHER -> NoAnswer.INSTANCE;
            case WHOLE -> new WholeAnswer();
            case EVENTS -> new StreamedAnswer(this, metering::nanos);
        };
        metering.meters().streams(streaming ? 1 : 0);
    }

    @Override
    public @Nullable Cut response(ByteBuffer piece) {
        long began = metering.nanos();
        Piece bytes = Piece.of(piece);
        if (answering == Answering.EITHER) {
            answering = answering.beginning(bytes);
            begin();
        }
        Cut cut = answer.read(bytes);
        if (streaming) {
            files.response(bytes);
        }
        metering.meters().pieceDelay(Duration.ofNanos(metering.nanos() - began));
        return cut;
    }

    @Override
    public void collected(byte[] body, Consumer<Verdict.Respond> decide) {
        decide.accept(early ? Refusals.early() : key.collected(body));
    }

    @Override
    public void told(StreamedAnswer answer) {
        told = answer.told();
        Tokens input = told.tokens().output(0);
        toldPico = prices.cost(model(), facts.at(), told.tokens(input), false).picoUsd();
        rates = prices.rates(model(), facts.at(), told, false);
        metering.ledger()
                .trued(new com.matrixos.proxy.ledger.Trued(
                        facts.id(),
                        answer.messageId(),
                        model(),
                        told,
                        soFar(told.tokens().output())));
        if (lease != null) {
            lease.trueUp(withSearches(possible(answer.outputTokens())), output(Lease.OUTPUT_TOKENS));
        }
        publish("running", possible(answer.outputTokens()));
    }

    @Override
    public boolean affords(long guessedTokens) {
        if (lease == null) {
            return true;
        }
        long outputTokens = possible(guessedTokens);
        boolean covered = lease.covers(withSearches(outputTokens), output(Lease.OUTPUT_TOKENS));
        report(outputTokens);
        return covered;
    }

    /// No answer has more output than was asked for, thinking included, however long it looks: what the upstream's own
    /// tools have found is in it too, and is input.
    private long possible(long guessedTokens) {
        return Math.max(told.tokens().output(), Math.min(guessedTokens, most));
    }

    /// Tells how far the answer is: the ledger with each lease, for the case that its end never comes; who
    /// watches four times a second.
    private void report(long outputTokens) {
        if (outputTokens - publishedTokens >= Lease.OUTPUT_TOKENS) {
            publishedTokens = outputTokens;
            metering.ledger().progress(facts.id(), outputTokens, soFar(outputTokens));
        }
        if (metering.nanos() - publishedNanos >= PUBLISH_NANOS) {
            publish("running", outputTokens);
        }
    }

    @Override
    public Duration abandoned() {
        return PATIENCE;
    }

    // ---- The end

    @Override
    public void ended(End end, boolean sent) {
        pass.close();
        files.ended();
        if (streaming) {
            metering.meters().streams(-1);
        }
        if (lease == null) {
            return;
        }
        if (!sent || !billed()) {
            lease.release();
            metering.ledger().dropped(facts.id());
            metering.meters().ended(facts.user(), model(), status, EndReason.of(end, false));
            return;
        }
        settle(booking(end));
    }

    /// An upstream that answers with an error has used nothing. One that has said nothing at all has the whole
    /// request, and may well be at work on it.
    private boolean billed() {
        return status == 0 || status / 100 == 2;
    }

    private Booking booking(End end) {
        Usage usage = answer.exact() ? answer.usage() : estimate(end);
        return new Booking(
                model(),
                answer.messageId(),
                usage,
                prices.cost(model(), facts.at(), usage, false),
                answer.exact() ? Basis.EXACT : Basis.ESTIMATED,
                EndReason.of(end, answer.failed()));
    }

    /// Of a call that is stopped before the upstream has told anything nobody knows what it will cost. It is all that
    /// was
    /// held, as the next start would have it after a kill.
    private Usage estimate(End end) {
        if (end == End.STOPPED && !answer.reported() && !answer.failed()) {
            return expected().atLeast(outputToHold(), prompt.searches());
        }
        Usage seen = answer.usage();
        Tokens input = answer.reported() || answer.failed() ? seen.tokens() : prediction.tokens();
        return seen.tokens(input.output(possible(seen.tokens().output())));
    }

    private void settle(Booking booking) {
        long cost = booking.cost().picoUsd();
        if (lease != null) {
            lease.settle(cost);
        }
        metering.settle(facts, booking, status, requestId);
        Tokens tokens = booking.usage().tokens();
        // The key's limits do not count what was read from the cache.
        pass.used(tokens.prompt() - tokens.cacheRead(), tokens.output());
        if (answer.reported()) {
            metering.predictor().learn(facts.conversation(asked()), prompt.print(), tokens.output(0), facts.at());
        }
        toldPico = cost;
        rates = Rates.FREE;
        told = booking.usage();
        publish("ended", tokens.output());
    }

    /// The same, and what the searches may cost that are still to come: they cannot be refused one by one.
    private long withSearches(long outputTokens) {
        long ahead = Math.max(0, prompt.searches() - told.webSearches());
        return Pico.plus(soFar(outputTokens), prices.searches(ahead));
    }

    /// What the call has cost with so much output, in pico-USD.
    private long soFar(long outputTokens) {
        return Pico.plus(toldPico, output(outputTokens));
    }

    private long output(long tokens) {
        return rates.cost(Tokens.NONE.output(tokens));
    }

    private void publish(String state, long outputTokens) {
        publishedNanos = metering.nanos();
        metering.live()
                .publish(new com.matrixos.proxy.live.LiveCall(
                        facts.id(),
                        facts.user(),
                        model(),
                        state,
                        told.tokens().prompt(),
                        outputTokens,
                        soFar(outputTokens)));
    }

    /// The model that answers is the one that is paid; until it is known, the one that was asked for. Wanted with each
    /// event, so it is cleaned once.
    private String model() {
        if (!answer.model().equals(modelTold)) {
            modelTold = answer.model();
            model = Labels.model(modelTold);
        }
        return model.isEmpty() ? asked() : model;
    }

    /// The demo answers in its own name whatever it is asked for. Before the body is complete it may not be known yet.
    private String asked() {
        if (askedModel.isEmpty()) {
            askedModel = key.key() == null ? DEMO : Labels.clean(asked.model().orElse(""));
        }
        return askedModel;
    }
}
