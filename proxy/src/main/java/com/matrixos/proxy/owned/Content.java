package com.matrixos.proxy.owned;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.proxy.usage.FileGauge;
import java.util.OptionalLong;

/// What is in an object, as far as the upstream has told.
///
/// @param bytes how long it is, if that is known
/// @param mediaType of what kind it is, or empty
record Content(OptionalLong bytes, String mediaType) {
    static final Content UNKNOWN = new Content(OptionalLong.empty(), "");

    private static final int LONGEST_TYPE = 128;

    /// As the upstream describes a file; what is absent or absurd is not known.
    static Content of(JsonNode file) {
        JsonNode size = file.path("size_bytes");
        boolean told = size.isIntegralNumber() && size.canConvertToLong() && size.longValue() >= 0;
        String type = file.path("mime_type").asText("");
        return told
                ? new Content(OptionalLong.of(size.longValue()), type.length() > LONGEST_TYPE ? "" : type)
                : UNKNOWN;
    }

    /// How many tokens it may add to a prompt that names it.
    long tokens() {
        return FileGauge.tokens(bytes, mediaType);
    }
}
