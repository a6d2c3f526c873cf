package com.matrixos.api.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of all limits that were set.
///
/// @param standard the limits of everybody else, `default` on the wire
/// @param quotas the users with limits of their own, ordered by user
/// @param next the `cursor` of the next page, or null when this is the last
public record QuotaList(
        @JsonProperty("default") QuotaDefault standard,
        List<Quota> quotas,
        @Nullable String next) {
    public QuotaList {
        quotas = List.copyOf(quotas);
    }
}
