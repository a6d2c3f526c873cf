package com.matrixos.api.site;

/// Somebody who was invited to a computer.
///
/// @param role `viewer` or `editor`
public record Guest(String handle, String role, String invitedAt) {}
