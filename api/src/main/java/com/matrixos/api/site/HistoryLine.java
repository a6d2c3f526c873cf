package com.matrixos.api.site;

import org.jspecify.annotations.Nullable;

/// Something that was done with a computer, or happened to it.
///
/// @param kind what the database calls it
/// @param title a sentence for the reader
/// @param outcome the state it led to; null while it goes on
/// @param finishedAt null while it goes on
/// @param detail why it failed, or null
public record HistoryLine(
        String at,
        String kind,
        String title,
        @Nullable String outcome,
        @Nullable String finishedAt,
        @Nullable String detail) {}
