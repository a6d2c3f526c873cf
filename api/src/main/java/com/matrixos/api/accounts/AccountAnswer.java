package com.matrixos.api.accounts;

/// An answer that is about one account.
///
/// @param account as it is now
public record AccountAnswer(AccountRecord account) {}
