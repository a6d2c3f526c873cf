package com.matrixos.api.accounts;

/// How the site reaches Clerk.
///
/// @param publishableKey public by design
public record ClerkRecord(String publishableKey) {}
