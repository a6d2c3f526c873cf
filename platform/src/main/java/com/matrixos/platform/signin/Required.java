package com.matrixos.platform.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.platform.problems.Problems;
import org.jspecify.annotations.Nullable;

/// Parts of a request that must be there.
final class Required {
    private Required() {}

    /// The text.
    ///
    /// @throws com.matrixos.base.http.ProblemException 400 naming the field when there is none
    static String text(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw Problems.badRequest(field, field + " is required").exception();
        }
        return value;
    }

    /// The object, as JSON.
    ///
    /// @throws com.matrixos.base.http.ProblemException 400 naming the field when there is none
    static String object(String field, @Nullable JsonNode value) {
        if (value == null || !value.isObject()) {
            throw Problems.badRequest(field, field + " is required, as an object")
                    .exception();
        }
        return value.toString();
    }
}
