package com.matrixos.api.site;

import org.jspecify.annotations.Nullable;

/// One setting, and what an admin should know about it.
///
/// @param value what is in force; `(redacted)` for a secret that is set
/// @param source `set` or `default`
/// @param ok whether nothing is to be done about it
/// @param advice what could be done; null when nothing needs to be
public record SettingItem(
        String name,
        String value,
        String source,
        boolean secret,
        boolean ok,
        @Nullable String advice) {}
