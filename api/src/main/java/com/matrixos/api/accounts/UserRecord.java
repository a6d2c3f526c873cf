package com.matrixos.api.accounts;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// An account as admins see it.
///
/// @param computer null when there is none
/// @param monthUsd spent this month, or null when nobody could say
/// @param lastSeenAt exact to a minute; null when they were never here
/// @param resetRequestedAt when somebody asked for a link to set this account's password and no mail could be
/// sent
public record UserRecord(
        String id,
        String handle,
        String email,
        String role,
        String state,
        String createdAt,
        boolean hasPassword,
        boolean totp,
        int passkeys,
        int recoveryCodesLeft,
        @Nullable String leavesAt,
        @Nullable ComputerBrief computer,
        @Nullable BigDecimal monthUsd,
        @Nullable String lastSeenAt,
        @Nullable String resetRequestedAt) {}
