package com.matrixos.proxy.metering;

import com.matrixos.proxy.budget.Admission;
import com.matrixos.proxy.budget.Budgets;
import com.matrixos.proxy.identity.Caller;
import com.matrixos.proxy.ledger.Ledger;
import com.matrixos.proxy.ledger.Settlement;
import com.matrixos.proxy.live.LiveUsage;
import com.matrixos.proxy.owned.OwnedCalls;
import com.matrixos.proxy.prices.PriceBook;
import com.matrixos.proxy.prices.PriceBooks;
import com.matrixos.proxy.traffic.Entry;
import com.matrixos.proxy.traffic.Pass;
import com.matrixos.proxy.traffic.Traffic;
import com.matrixos.proxy.upstream.KeyUse;
import com.matrixos.proxy.usage.RequestSkim;
import com.matrixos.relay.RequestHead;
import com.matrixos.relay.Tap;
import com.matrixos.relay.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Begins calls that cost money, and books them. Safe for use from any thread; never blocks.
public final class Metering {
    /// Anthropic's own limit on a request.
    public static final long MAX_BODY_BYTES = 32L * 1024 * 1024;

    private final Books books;
    private final Traffic traffic;
    private final LiveUsage live;
    private final Meters meters;
    private final InstantSource clock;
    private final Predictor predictor = new Predictor();

    /// The three kinds of book that a call is written into.
    public record Books(PriceBooks prices, Budgets budgets, Ledger ledger) {}

    /// A call may begin, or not.
    public sealed interface Start {
        /// It may; the tap does the rest.
        record Begun(Tap tap) implements Start {}

        /// It may not; nothing was begun.
        record Refused(Verdict.Respond answer) implements Start {}
    }

    /// @param clock of prices, days and rows
    public Metering(Books books, Traffic traffic, LiveUsage live, Meters meters, InstantSource clock) {
        this.books = books;
        this.traffic = traffic;
        this.live = live;
        this.meters = meters;
        this.clock = clock;
    }

    /// A call to the model has come. Who has no money at all left is refused here, before the body crosses
    /// the network.
    ///
    /// @param files knows whose the files are that the call names
    public Start begin(Caller caller, RequestHead head, KeyUse key, OwnedCalls files) {
        Optional<Verdict.Respond> refusal = encoded(head)
                .or(() -> bodiless(head))
                .or(() -> books.ledger().writable() ? Optional.empty() : Optional.of(Refusals.noLedger()))
                .or(() -> broke(caller.user()));
        if (refusal.isPresent()) {
            return new Start.Refused(refusal.get());
        }
        Instant now = clock.instant();
        var facts = new CallFacts(CallId.at(now), caller, now, Labels.of(head));
        return enter(
                caller, now, pass -> new MeteredCall(this, facts, pass, key, new NamedFiles(files, caller.user())));
    }

    /// A call that costs nothing has come: it is never refused for want of money.
    ///
    /// @param files knows whose the files are that the call names
    public Start beginFree(Caller caller, RequestHead head, KeyUse key, OwnedCalls files) {
        Optional<Verdict.Respond> refusal = encoded(head);
        if (refusal.isPresent()) {
            return new Start.Refused(refusal.get());
        }
        String user = caller.user();
        return enter(
                caller,
                clock.instant(),
                pass -> new FreeCall(key, budgetHeaders(user), pass, new NamedFiles(files, user)));
    }

    /// A call about a file or a batch has come: it takes a place in the user's limits of traffic while it lasts. What
    /// a batch costs is booked elsewhere.
    ///
    /// @param route decides what becomes of it, once, now or later
    public void beginOwned(Caller caller, Consumer<Verdict> decide, Consumer<Consumer<Verdict>> route) {
        switch (traffic.enter(caller.user(), clock.instant())) {
            case Entry.TooMany(String what, Duration after) -> decide.accept(Refusals.tooMany(what, after));
            case Entry.Entered(var pass) -> routed(pass, decide, route);
        }
    }

    private static void routed(Pass pass, Consumer<Verdict> decide, Consumer<Consumer<Verdict>> route) {
        try {
            route.accept(verdict -> decide.accept(paced(verdict, pass)));
        } catch (RuntimeException e) {
            pass.close();
            throw e;
        }
    }

    private static Verdict paced(Verdict verdict, Pass pass) {
        return switch (verdict) {
            case Verdict.Forward forward when forward.tap() != null -> forward.tap(new PacedTap(forward.tap(), pass));
            case Verdict.Forward _, Verdict.Respond _ -> {
                pass.close();
                yield verdict;
            }
        };
    }

    private static Optional<Verdict.Respond> encoded(RequestHead head) {
        return head.header("content-encoding")
                .filter(coding -> !coding.equals("identity"))
                .map(coding -> Refusals.encoded(Labels.clean(coding)));
    }

    /// No gate is asked about a request without a body, and the upstream would have all of it at once.
    private static Optional<Verdict.Respond> bodiless(RequestHead head) {
        boolean body = head.header("transfer-encoding").isPresent()
                || head.header("content-length")
                        .filter(length -> !length.strip().matches("0*"))
                        .isPresent();
        return body ? Optional.empty() : Optional.of(Refusals.unreadable(RequestSkim.NO_OBJECT));
    }

    private Start enter(Caller caller, Instant now, Function<Pass, Tap> call) {
        return switch (traffic.enter(caller.user(), now)) {
            case Entry.Entered(var pass) -> new Start.Begun(call.apply(pass));
            case Entry.TooMany(String what, Duration after) -> new Start.Refused(Refusals.tooMany(what, after));
        };
    }

    /// The refusal of a user who has nothing left, for calls whose cost is not known yet.
    public Optional<Verdict.Respond> broke(String user) {
        return switch (books.budgets().admit(user, 0)) {
            case Admission.Admitted(var hold) -> {
                hold.release();
                yield Optional.empty();
            }
            // What others hold may come back before this call needs it.
            case Admission.Refused refused when refused.usedPico() < refused.limitPico() -> Optional.empty();
            case Admission.Refused refused -> Optional.of(noMoney(user, refused));
            case Admission.Disabled _ -> Optional.of(disabled(user));
        };
    }

    /// The user's own limits, for the head of an answer.
    public Map<String, String> budgetHeaders(String user) {
        return BudgetHeaders.of(books.budgets().standing(user));
    }

    PriceBook prices() {
        return books.prices().current();
    }

    Budgets budgets() {
        return books.budgets();
    }

    Ledger ledger() {
        return books.ledger();
    }

    LiveUsage live() {
        return live;
    }

    Meters meters() {
        return meters;
    }

    Predictor predictor() {
        return predictor;
    }

    /// For durations only.
    long nanos() {
        return System.nanoTime();
    }

    Instant now() {
        return clock.instant();
    }

    /// There is no room for a call: because the money is spent, or because other calls hold it for a while.
    ///
    /// @param neededPico by the call
    Verdict.Respond noRoom(String user, Admission.Refused refused, long neededPico) {
        return neededPico <= refused.limitPico() - refused.usedPico()
                ? Refusals.heldByOthers()
                : noMoney(user, refused);
    }

    private Verdict.Respond noMoney(String user, Admission.Refused refused) {
        meters.refused(user, refused.window().name().toLowerCase(java.util.Locale.ROOT));
        String window = switch (refused.window()) {
            case DAY -> "daily";
            case MONTH -> "monthly";
        };
        String message = "spend limit reached (" + window + " " + Dollars.of(refused.limitPico()) + "; resets "
                + refused.resetsAt() + ")";
        return Refusals.noMoney(message, Duration.between(clock.instant(), refused.resetsAt()), budgetHeaders(user));
    }

    Verdict.Respond disabled(String user) {
        meters.refused(user, "disabled");
        return Refusals.disabled();
    }

    void settle(CallFacts facts, Booking booking, int status, String requestId) {
        books.ledger()
                .settled(new Settlement(
                        facts.id(),
                        clock.instant(),
                        booking.messageId(),
                        requestId,
                        booking.model(),
                        booking.usage(),
                        booking.cost().picoUsd(),
                        booking.basis(),
                        booking.unknownModel(),
                        false,
                        booking.end(),
                        status,
                        facts.user(),
                        facts.at()));
        meters.ended(facts.user(), booking.model(), status, booking.end());
        meters.booked(
                facts.user(),
                booking.model(),
                booking.usage().tokens(),
                booking.cost().picoUsd(),
                booking.basis().name().toLowerCase(java.util.Locale.ROOT));
        if (booking.unknownModel()) {
            meters.unknownPrice(booking.model());
        }
    }
}
