package com.matrixos.proxy.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Lets calls in, or not. A user has limits of their own, and a fair share of what the upstream allows the
/// shared key in a minute (requests, input tokens and output tokens, each by itself):
///
/// ```
/// of the key's limit are left | a user is refused who has used in the last minute, of A who are active
/// ----------------------------+----------------------------------------------------------------------
/// half or more                | (nobody is)
/// a tenth or more             | 90 % / A or more: a lone user 90 %, one of two 45 %, one of ten 9 %
/// less                        | 10 % / A or more: the last tenth is for those who have just come
/// ```
///
/// Who has used nothing gets in, always. Active is who has calls under way or has wanted one within the last
/// minute, the one who asks included.
///
/// What is left is what the upstream said last, filled up evenly since. It says so for the key and the model of
/// that one call, and keys of several organisations or limits of several models are not told apart here.
///
/// Safe for use from any thread, event loops included: one lock, held for a few additions. Users that are idle
/// are forgotten.
public final class Traffic {
    /// A place may be free at any moment.
    private static final Duration SOON = Duration.ofSeconds(1);

    /// What of the key's is limited, as the upstream's headers call it and as we tell it.
    private enum Kind {
        REQUESTS("requests", "share of the key's requests"),
        INPUT_TOKENS("input-tokens", "share of the key's input tokens"),
        OUTPUT_TOKENS("output-tokens", "share of the key's output tokens");

        private final String header;
        private final String what;

        Kind(String header, String what) {
            this.header = header;
            this.what = what;
        }

        Window of(User user) {
            return switch (this) {
                case REQUESTS -> user.requests;
                case INPUT_TOKENS -> user.inputTokens;
                case OUTPUT_TOKENS -> user.outputTokens;
            };
        }
    }

    private final Limits limits;
    private final InstantSource clock;
    private final ActiveUsers users = new ActiveUsers();
    private final Map<Kind, KeyLimit> keyLimits = new EnumMap<>(Kind.class);

    /// @param clock tells when something was used and when calls end
    public Traffic(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /// Lets a call of a user's in, unless that is too much. Who is refused has not used anything, but is there.
    ///
    /// @param now the time
    public synchronized Entry enter(String user, Instant now) {
        User found = users.seen(user, now);
        Optional<Entry> refusal = ownLimits(found, now).or(() -> fairShare(found, now));
        return refusal.orElseGet(() -> {
            users.opened(found);
            found.requests.add(now, 1);
            return new Entry.Entered(new Pass(this, found));
        });
    }

    /// Reads what an answer of the upstream's says about the limits of the shared key:
    /// `anthropic-ratelimit-{requests,input-tokens,output-tokens}-{limit,remaining,reset}`. What is missing or
    /// makes no sense leaves things as they are.
    ///
    /// @param header the value of a header of the answer, by its lower-case name
    public synchronized void upstreamSaid(Function<String, Optional<String>> header) {
        Instant now = clock.instant();
        for (Kind kind : Kind.values()) {
            KeyLimit.read(kind.header, header, now).ifPresent(limit -> keyLimits.put(kind, limit));
        }
    }

    /// Calls under way, of all users; for metrics.
    public synchronized int open() {
        return users.open();
    }

    /// Users who have calls under way or wanted one within the last minute; for metrics.
    public synchronized long active() {
        return users.count(clock.instant());
    }

    synchronized int remembered() {
        return users.remembered();
    }

    synchronized void used(User user, long inputTokens, long outputTokens) {
        Instant now = clock.instant();
        users.seen(user, now);
        user.inputTokens.add(now, inputTokens);
        user.outputTokens.add(now, outputTokens);
    }

    synchronized void left(User user) {
        users.closed(user, clock.instant());
    }

    private Optional<Entry> ownLimits(User user, Instant now) {
        if (limits.concurrency() > 0 && user.open >= limits.concurrency()) {
            return Optional.of(new Entry.TooMany("concurrent calls", SOON));
        }
        int most = limits.requestsPerMinute();
        if (most > 0 && user.requests.sum(now) >= most) {
            return Optional.of(tooMany("requests per minute", now, user.requests.whenBelow(most, now)));
        }
        return Optional.empty();
    }

    private Optional<Entry> fairShare(User user, Instant now) {
        for (Map.Entry<Kind, KeyLimit> entry : keyLimits.entrySet()) {
            Instant until = refusedUntil(entry.getKey().of(user), entry.getValue(), now);
            if (until.isAfter(now)) {
                return Optional.of(tooMany(entry.getKey().what, now, until));
            }
        }
        return Optional.empty();
    }

    /// The earliest moment at which a row of the table lets somebody with this use in, as far as can be known
    /// now; not after now when one does already.
    private Instant refusedUntil(Window use, KeyLimit limit, Instant now) {
        long whole = limit.limit();
        Instant half = limit.when(whole - whole / 2);
        Instant shared = later(limit.when(whole / 10), below(whole * 9 / 10, use, now));
        Instant reserved = below(whole / 10, use, now);
        return Collections.min(List.of(half, shared, reserved));
    }

    /// When the use is less than a user's share of so much; now when it is.
    private Instant below(long shared, Window use, Instant now) {
        long share = Math.max(1, shared / users.count(now));
        return use.sum(now) < share ? now : use.whenBelow(share, now);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Entry tooMany(String what, Instant now, Instant until) {
        long seconds = Math.ceilDiv(Duration.between(now, until).toMillis(), 1_000L);
        return new Entry.TooMany(what, Duration.ofSeconds(Math.max(1, seconds)));
    }
}
