package com.matrixos.proxy.metering;

import com.matrixos.proxy.ledger.Basis;
import com.matrixos.proxy.prices.Cost;
import com.matrixos.proxy.usage.Usage;

/// What a call comes to in the end.
///
/// @param model that answered, or that was asked for
/// @param messageId the upstream's, or empty
/// @param usage told or estimated
/// @param cost of that usage
/// @param basis whether it was told
/// @param end how the call ended, as the ledger writes it
record Booking(String model, String messageId, Usage usage, Cost cost, Basis basis, String end) {
    boolean unknownModel() {
        return cost.basis() == com.matrixos.proxy.prices.Basis.UNKNOWN_MODEL;
    }
}
