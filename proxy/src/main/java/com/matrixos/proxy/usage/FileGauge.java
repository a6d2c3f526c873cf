package com.matrixos.proxy.usage;

import java.util.Locale;
import java.util.OptionalLong;

/// Guesses how many tokens a file adds to the prompt that names it, by the same measures as [PromptGauge]
/// those whose bytes are in the request. No file is longer than the largest context there is.
public final class FileGauge {
    /// Of a file whose size is not known: a few pages.
    public static final long UNKNOWN = PromptGauge.ADDRESS;

    private FileGauge() {}

    /// The guess, rather too many than too few.
    ///
    /// | media type | tokens |
    /// |---|---|
    /// | `text/…`, JSON, XML | one for each three bytes |
    /// | `image/…` | 6,000: a few thousand whatever its size |
    /// | all others, and above all PDF | 6,000 and one for each 37 bytes, which are 50 as base64 |
    ///
    /// and of all but text no more than as much text would be.
    ///
    /// @param bytes how long the file is, if that is known
    /// @param mediaType as the upstream tells it, or empty
    public static long tokens(OptionalLong bytes, String mediaType) {
        if (bytes.isEmpty()) {
            return UNKNOWN;
        }
        long length = Math.min(bytes.getAsLong(), PromptGauge.LARGEST_CONTEXT * PromptGauge.DATA_BYTES_PER_TOKEN);
        String type = mediaType.toLowerCase(Locale.ROOT);
        return isText(type) ? PromptGauge.text(length) : data(length, type.startsWith("image/"));
    }

    private static long data(long length, boolean image) {
        long base64 = Math.ceilDiv(length, 3) * 4;
        return Math.min(PromptGauge.text(length), image ? PromptGauge.IMAGE : PromptGauge.data(base64));
    }

    private static boolean isText(String type) {
        return type.startsWith("text/") || type.contains("json") || type.contains("xml");
    }
}
