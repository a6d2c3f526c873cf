package com.matrixos.api.site;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// One computer, as an admin sees it.
///
/// @param owner null when its owner is no account of this host
/// @param ownerId whose it is
/// @param cause a sentence on why it is in that state
/// @param version what it was made from; null when it is not made, or the engine does not answer
/// @param todayUsd null while the proxy does not answer
/// @param dayLimitUsd null for no limit
public record FleetRow(
        String handle,
        @Nullable Owner owner,
        String ownerId,
        String state,
        String cause,
        @Nullable Long memoryBytes,
        @Nullable Long memoryLimitBytes,
        @Nullable Double cpuPercent,
        @Nullable Long diskBytes,
        String lastActive,
        String createdAt,
        @Nullable String version,
        boolean outdated,
        int port,
        int shellPort,
        @Nullable BigDecimal todayUsd,
        @Nullable BigDecimal monthUsd,
        @Nullable BigDecimal dayLimitUsd,
        @Nullable BigDecimal monthLimitUsd) {
    /// The account whose it is.
    public record Owner(String id, String handle, String email) {}

    /// The same with what only the page of one computer shows.
    ///
    /// @param containerId the engine's id; null while there is none
    public record Detail(
            @JsonUnwrapped FleetRow row, @Nullable String containerId) {}
}
