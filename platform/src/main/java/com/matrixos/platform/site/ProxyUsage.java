package com.matrixos.platform.site;

import com.matrixos.api.usage.Quota;
import com.matrixos.api.usage.QuotaDefault;
import com.matrixos.api.usage.QuotaStanding;
import com.matrixos.api.usage.UsageDimension;
import com.matrixos.api.usage.UsageRow;
import com.matrixos.api.usage.UsageSummaryRow;
import com.matrixos.base.time.Scheduler;
import com.matrixos.platform.fleet.Recent;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What users, whose names are the handles of their computers, have spent on the model and may spend, as the proxy on
/// this machine says. Answers are up to
/// five seconds old; while the proxy is away there are none. Safe for use from any thread; calls block,
/// two seconds at the most.
public final class ProxyUsage implements AutoCloseable {
    private static final Duration LIFE = Duration.ofSeconds(5);

    /// As many users as are remembered one by one.
    private static final int REMEMBERED = 2_000;

    private final Map<String, Recent<Optional<QuotaStanding>>> standings = new ConcurrentHashMap<>();
    private final Recent<Optional<Everybody>> everybody;
    private final Recent<Readiness> readiness;
    private final ProxyClient proxy;
    private final Scheduler scheduler;

    /// Everybody's spending and limits.
    ///
    /// @param spent by user; who has spent nothing is not in it
    /// @param limits of users who have some of their own
    /// @param standard everybody else's
    record Everybody(Map<String, UsageSummaryRow> spent, Map<String, Quota> limits, QuotaDefault standard) {
        Everybody {
            spent = Map.copyOf(spent);
            limits = Map.copyOf(limits);
        }

        BigDecimal today(String user) {
            return spent.containsKey(user) ? spent.get(user).daily() : BigDecimal.ZERO.setScale(9);
        }

        BigDecimal month(String user) {
            return spent.containsKey(user) ? spent.get(user).monthly() : BigDecimal.ZERO.setScale(9);
        }

        @Nullable
        BigDecimal dayLimit(String user) {
            return limits.containsKey(user) ? limits.get(user).dailyLimitUsd() : standard.dailyLimitUsd();
        }

        @Nullable
        BigDecimal monthLimit(String user) {
            return limits.containsKey(user) ? limits.get(user).monthlyLimitUsd() : standard.monthlyLimitUsd();
        }
    }

    /// @param proxy for example `http://127.0.0.1:8080`
    /// @param secret sent as a bearer token unless it is empty
    public ProxyUsage(URI proxy, String secret, Scheduler scheduler) {
        this.proxy = new ProxyClient(proxy, secret);
        this.scheduler = scheduler;
        this.everybody = new Recent<>(scheduler, LIFE, () -> Optional.of(ask()));
        this.readiness = new Recent<>(scheduler, LIFE, this.proxy::readiness);
    }

    /// One user's limits and how they stand.
    Optional<QuotaStanding> standing(String userId) {
        if (standings.size() > REMEMBERED) {
            standings.clear();
        }
        return standings
                .computeIfAbsent(userId, _ -> new Recent<>(scheduler, LIFE, () -> Optional.of(proxy.standing(userId))))
                .get(Optional.empty());
    }

    /// What each user has spent this month in USD, by handle; empty while the proxy is away.
    public Optional<Map<String, BigDecimal>> monthly() {
        return everybody()
                .map(all -> all.spent().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().monthly())));
    }

    /// Everybody's.
    Optional<Everybody> everybody() {
        return everybody.get(Optional.empty());
    }

    /// What one user has used, by one dimension; not remembered.
    Optional<List<UsageRow>> by(String userId, UsageDimension dimension) {
        return new Recent<>(scheduler, Duration.ZERO, () -> Optional.of(proxy.by(userId, dimension)))
                .get(Optional.empty());
    }

    /// Sets a user's limits, and leaves it as it is whether they may use the model at all.
    ///
    /// @return how they stand then
    Optional<QuotaStanding> limit(String userId, @Nullable BigDecimal day, @Nullable BigDecimal month) {
        Optional<QuotaStanding> after = new Recent<>(scheduler, Duration.ZERO, () -> {
                    boolean enabled = proxy.standing(userId).enabled();
                    proxy.limit(userId, day, month, enabled);
                    return Optional.of(proxy.standing(userId));
                })
                .get(Optional.empty());
        standings.remove(userId);
        everybody.forget();
        return after;
    }

    /// Whether the model can be asked.
    Readiness readiness() {
        return readiness.get(Readiness.AWAY);
    }

    @Override
    public void close() {
        proxy.close();
    }

    private Everybody ask() {
        ProxyClient.Limits limits = proxy.limits();
        Map<String, UsageSummaryRow> spent = proxy.summary().stream()
                .collect(Collectors.toMap(UsageSummaryRow::userId, row -> row, (_, last) -> last));
        return new Everybody(spent, limits.own(), limits.standard());
    }
}
