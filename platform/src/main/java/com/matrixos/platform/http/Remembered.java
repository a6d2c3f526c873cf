package com.matrixos.platform.http;

import com.matrixos.base.http.Answer;

/// What is known of a request that came under a key.
sealed interface Remembered {
    /// Nothing: it is the first, and now begun.
    record Nothing() implements Remembered {}

    /// It is being answered.
    record Begun() implements Remembered {}

    /// It was another request.
    record Other() implements Remembered {}

    /// It was answered so.
    record Kept(Answer answer) implements Remembered {}

    /// It was carried out; the answer was not kept.
    record Done() implements Remembered {}

    /// The process ended while it was being carried out.
    record Unknown() implements Remembered {}
}
