package com.matrixos.api.accounts;

import org.jspecify.annotations.Nullable;

/// A computer in a list of people.
///
/// @param lastActive null when it never was
public record ComputerBrief(String state, @Nullable String lastActive) {}
