package com.matrixos.api.site;

import org.jspecify.annotations.Nullable;

/// One step of making a computer.
///
/// @param name `account`, `storage`, `container`, `ready`, `open`, in this order
/// @param title what happens in it, for the reader
/// @param state `done`, `running`, `failed`, `waiting`
/// @param detail why it failed, or null
public record ProvisioningStep(
        String name,
        String title,
        String state,
        @Nullable String startedAt,
        @Nullable String finishedAt,
        @Nullable String detail) {}
