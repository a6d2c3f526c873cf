package com.matrixos.platform.site;

import com.matrixos.base.http.Call;

/// Whole numbers in queries.
final class Numbers {
    private Numbers() {}

    /// A number from 1 to the most.
    ///
    /// @throws com.matrixos.base.http.ProblemException 400 naming the parameter
    static int query(Call call, String name, int standard, int most) {
        return call.query(name).map(text -> parse(name, text, most)).orElse(standard);
    }

    private static int parse(String name, String text, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // The same answer as for a number out of bounds.
        }
        throw Call.badRequest(name, name + " must be a whole number between 1 and " + most);
    }
}
