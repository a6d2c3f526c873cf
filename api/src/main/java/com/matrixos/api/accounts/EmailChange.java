package com.matrixos.api.accounts;

import org.jspecify.annotations.Nullable;

/// Changes one's account.
public record EmailChange(@Nullable String email) {}
