package com.matrixos.proxy.metering;

import com.matrixos.proxy.budget.Admission;
import com.matrixos.proxy.budget.Hold;
import com.matrixos.proxy.budget.Quota;
import com.matrixos.proxy.owned.BatchHold;
import com.matrixos.proxy.owned.BatchMoney;
import com.matrixos.proxy.prices.Pico;
import com.matrixos.proxy.prices.PriceBook;
import com.matrixos.proxy.usage.BatchSkim;
import com.matrixos.proxy.usage.Tokens;
import com.matrixos.proxy.usage.Usage;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/// Holds what batches may cost in the budgets of who makes them. Unlike a call a batch cannot be ended when
/// the money runs out, so all of it is held at the beginning. Safe for use from any thread; never blocks.
public final class BatchFunds implements BatchMoney {
    private static final int BYTES_PER_TOKEN = 3;

    /// Computed in the US only, which is the dearer case.
    private static final Usage EXPECTED = new Usage(Tokens.NONE, 0, "", "", "us", List.of());

    private final Metering metering;
    private final InstantSource clock;

    /// @param clock of prices and months
    public BatchFunds(Metering metering, InstantSource clock) {
        this.metering = metering;
        this.clock = clock;
    }

    /// At half price: all of the prompts written to the cache for five minutes, and as much output as is
    /// asked for.
    @Override
    public long worstCase(Map<String, BatchSkim.Sum> byModel) {
        PriceBook prices = metering.prices();
        Instant now = clock.instant();
        long sum = 0;
        for (Map.Entry<String, BatchSkim.Sum> entry : byModel.entrySet()) {
            var rates = prices.rates(entry.getKey(), now, EXPECTED, true);
            sum = Pico.plus(sum, rates.cost(tokens(entry.getValue())));
        }
        return sum;
    }

    /// No more than the highest limit there is, so that who has no limits always has room.
    @Override
    public Room hold(String user, long pico) {
        return switch (metering.budgets().admit(user, Math.min(pico, Quota.MAX_LIMIT_PICO))) {
            case Admission.Admitted(Hold hold) -> new Room.Held(new Held(hold));
            case Admission.Refused refused -> new Room.Refused(metering.noRoom(user, refused, pico));
            case Admission.Disabled _ -> new Room.Refused(metering.disabled(user));
        };
    }

    /// What is paid in a month that is over limits nobody any more. A batch of an earlier day of this month
    /// is held in today's limit as well, since a hold is of a day and its month.
    @Override
    public BatchHold holdAgain(String user, Instant madeAt, long pico) {
        if (!month(madeAt).equals(month(clock.instant()))) {
            return BatchHold.NONE;
        }
        return switch (metering.budgets().admit(user, 0)) {
            case Admission.Admitted(Hold hold) -> {
                hold.grow(pico);
                yield new Held(hold);
            }
            case Admission.Refused _, Admission.Disabled _ -> BatchHold.NONE;
        };
    }

    private static Tokens tokens(BatchSkim.Sum sum) {
        long prompt = Math.ceilDiv(sum.promptBytes(), BYTES_PER_TOKEN);
        return Prediction.fresh(prompt, false).tokens().output(sum.maxTokens());
    }

    private static YearMonth month(Instant moment) {
        return YearMonth.from(moment.atZone(ZoneOffset.UTC));
    }

    private record Held(Hold hold) implements BatchHold {
        @Override
        public long pico() {
            return hold.granted();
        }

        @Override
        public void release() {
            hold.release();
        }
    }
}
