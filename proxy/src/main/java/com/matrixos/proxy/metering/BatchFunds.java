package com.matrixos.proxy.metering;

import com.matrixos.proxy.budget.Admission;
import com.matrixos.proxy.budget.Budgets;
import com.matrixos.proxy.budget.Hold;
import com.matrixos.proxy.budget.Quota;
import com.matrixos.proxy.owned.BatchHold;
import com.matrixos.proxy.owned.BatchMoney;
import com.matrixos.proxy.prices.Pico;
import com.matrixos.proxy.prices.PriceBook;
import com.matrixos.proxy.prices.Rates;
import com.matrixos.proxy.usage.BatchSkim;
import com.matrixos.proxy.usage.PromptGauge;
import com.matrixos.proxy.usage.Tokens;
import com.matrixos.proxy.usage.Usage;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/// Holds what batches may cost in the budgets of who makes them. Unlike a call a batch cannot be ended when
/// the money runs out, so all of it is held at the beginning. Safe for use from any thread; never blocks.
public final class BatchFunds implements BatchMoney {
    private static final int BYTES_PER_TOKEN = 3;

    private final Metering metering;
    private final InstantSource clock;

    /// @param clock of prices and months
    public BatchFunds(Metering metering, InstantSource clock) {
        this.metering = metering;
        this.clock = clock;
    }

    /// At half price: all of the prompts written to the cache, for an hour where that is asked for, and as
    /// much output as is asked for. Searches are at their full price. Which request names which file is not
    /// told, so files count as part of the dearest prompts.
    @Override
    public long worstCase(Map<String, BatchSkim.Sum> byModel, long fileTokens) {
        PriceBook prices = metering.prices();
        Instant now = clock.instant();
        long sum = 0;
        long requests = 0;
        long eachOfFiles = 0;
        for (Map.Entry<String, BatchSkim.Sum> entry : byModel.entrySet()) {
            BatchSkim.Sum asked = entry.getValue();
            Rates rates = prices.rates(entry.getKey(), now, expected(asked, fileTokens), true);
            sum = Pico.plus(sum, Pico.plus(rates.cost(tokens(asked)), prices.searches(asked.searches())));
            requests += asked.count();
            eachOfFiles = Math.max(eachOfFiles, asked.hourBytes() > 0 ? rates.cacheWrite1h() : rates.cacheWrite5m());
        }
        long files = Math.min(fileTokens, requests * PromptGauge.LARGEST_CONTEXT);
        return Pico.plus(sum, Pico.times(files, eachOfFiles));
    }

    /// No more than the highest limit there is, so that who has no limits always has room.
    @Override
    public Room hold(String user, long pico) {
        return switch (metering.budgets().admit(user, Math.min(pico, Quota.MAX_LIMIT_PICO))) {
            case Admission.Admitted(Hold hold) -> new Room.Held(new Held(hold, metering.budgets()));
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
                yield new Held(hold, metering.budgets());
            }
            case Admission.Refused _, Admission.Disabled _ -> BatchHold.NONE;
        };
    }

    private static Tokens tokens(BatchSkim.Sum asked) {
        long hour = Math.ceilDiv(asked.hourBytes(), BYTES_PER_TOKEN);
        long minutes = Math.ceilDiv(asked.promptBytes() - asked.hourBytes(), BYTES_PER_TOKEN);
        return new Tokens(0, 0, minutes, hour, asked.maxTokens());
    }

    /// Computed in the US only, which is the dearer case, and all at the price of the longest prompt where
    /// that matters.
    private static Usage expected(BatchSkim.Sum asked, long fileTokens) {
        long longest = Math.ceilDiv(asked.longestBytes(), BYTES_PER_TOKEN) + fileTokens;
        Tokens prompt = Prediction.fresh(Math.min(PromptGauge.LARGEST_CONTEXT, longest), false)
                .tokens();
        return new Usage(prompt, 0, "", "", "us", List.of());
    }

    private static YearMonth month(Instant moment) {
        return YearMonth.from(moment.atZone(ZoneOffset.UTC));
    }

    private record Held(Hold hold, Budgets budgets) implements BatchHold {
        @Override
        public long pico() {
            return hold.granted();
        }

        @Override
        public boolean pay(LocalDate day, long pico) {
            return budgets.pay(hold, day, pico);
        }

        @Override
        public void release() {
            hold.release();
        }
    }
}
