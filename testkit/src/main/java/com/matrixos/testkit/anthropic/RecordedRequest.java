package com.matrixos.testkit.anthropic;

import java.util.List;
import java.util.Optional;

/// One request as it arrived at the upstream.
///
/// @param method as sent
/// @param uri the request target as sent, query included
/// @param headers every header line in order
/// @param bodyBytes the body's length, without chunk framing
/// @param bodySha256 64 lower-case hexadecimal digits
public record RecordedRequest(String method, String uri, List<Header> headers, long bodyBytes, String bodySha256) {
    /// One header line.
    ///
    /// @param name as sent
    /// @param value without blanks around it
    public record Header(String name, String value) {}

    public RecordedRequest {
        headers = List.copyOf(headers);
    }

    /// A header's first value; names are compared without regard to case.
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /// All header names in lower case, in order.
    public List<String> headerNames() {
        return headers.stream()
                .map(header -> header.name().toLowerCase(java.util.Locale.ROOT))
                .toList();
    }
}
