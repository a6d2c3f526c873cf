package com.matrixos.api;

/// The answer of `GET /health`: `{"status":"ok"}`.
///
/// @param status `ok`
public record Health(String status) {
    /// All is well.
    public static final Health OK = new Health("ok");
}
