package com.matrixos.api.containers;

import org.jspecify.annotations.Nullable;

/// One container as the API shows it.
///
/// @param handle the owner's name on this host, also the first label of its address
/// @param clerkUserId who owns it
/// @param containerId the engine's id, or null while there is none
/// @param port the loopback port of its gateway
/// @param shellPort the loopback port of its shell
/// @param status one of provisioning, starting, running, stopping, stopped, destroying, failed
/// @param createdAt ISO 8601 in UTC with milliseconds
/// @param lastActive likewise
public record ContainerRecord(
        String handle,
        String clerkUserId,
        @Nullable String containerId,
        int port,
        int shellPort,
        String status,
        String createdAt,
        String lastActive) {}
