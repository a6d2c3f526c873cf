package com.matrixos.proxy.prices;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The prices of one model from one day to another.
///
/// @param model its id
/// @param aliases other ids of the same model
/// @param valid the days on which the prices are these
/// @param offered the days on which the model is not retired
/// @param list the prices by list
/// @param us what they are multiplied by when computed in the US only
/// @param fast what they are multiplied by at high speed, or null when the model has none
/// @param longPrompt other prices for long prompts, or null when there are none
/// @param batch what they are multiplied by in a batch
record Row(
        String model,
        List<String> aliases,
        Span valid,
        Span offered,
        Rates list,
        Ratio us,
        @Nullable Fast fast,
        @Nullable LongPrompt longPrompt,
        Ratio batch) {
    Row {
        aliases = List.copyOf(aliases);
    }

    /// @param multiplier of all prices
    /// @param valid the days on which it is offered
    record Fast(Ratio multiplier, Span valid) {}

    /// @param over so many tokens of the whole prompt are still at the list's prices
    /// @param list the prices of everything, output too, when it is more
    record LongPrompt(long over, Rates list) {}

    /// The prices of a call whose prompt has so many tokens.
    ///
    /// High speed is not sold in batches; should a response claim both, the dearer one counts.
    Rates rates(LocalDate day, Modifiers modifiers, long prompt) {
        Rates listed = longPrompt != null && prompt > longPrompt.over() ? longPrompt.list() : list;
        Rates rates = modifiers.us() ? listed.times(us) : listed;
        if (modifiers.fast() && fast != null && fast.valid().has(day)) {
            return rates.times(fast.multiplier());
        }
        return modifiers.batch() ? rates.times(batch) : rates;
    }

    /// Whether the model can be had at these prices on that day.
    boolean current(LocalDate day) {
        return valid.has(day) && offered.has(day);
    }
}
